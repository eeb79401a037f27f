package io.voxledger.usage.spark;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads what {@link ByteWriter} wrote, in the same order. */
final class ByteReader {
  private final byte[] buffer;
  private int position;

  ByteReader(byte[] buffer) {
    this.buffer = buffer;
  }

  long number() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = buffer[position++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  long fixed() {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | buffer[position++] & 0xFF;
    }
    return value;
  }

  String text() {
    int length = (int) number();
    position += length;
    return new String(buffer, position - length, length, StandardCharsets.UTF_8);
  }

  Optional<String> optional() {
    return number() == 0 ? Optional.empty() : Optional.of(text());
  }

  byte[] bytes() {
    int length = (int) number();
    position += length;
    return Arrays.copyOfRange(buffer, position - length, position);
  }
}
