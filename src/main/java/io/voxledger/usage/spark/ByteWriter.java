package io.voxledger.usage.spark;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Writes numbers and text to a growing array. */
final class ByteWriter {
  private byte[] buffer = new byte[1024];
  private int length;

  void reset() {
    length = 0;
  }

  byte[] toBytes() {
    return Arrays.copyOf(buffer, length);
  }

  /** A number from 0, in one byte for each 7 bits. */
  void number(long value) {
    ensure(10);
    long rest = value;
    while (rest > 0x7F) {
      buffer[length++] = (byte) (rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    buffer[length++] = (byte) rest;
  }

  /** Any number, in eight bytes. */
  void fixed(long value) {
    ensure(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      buffer[length++] = (byte) (value >>> shift);
    }
  }

  void text(String value) {
    bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  void optional(Optional<String> value) {
    number(value.isPresent() ? 1 : 0);
    value.ifPresent(this::text);
  }

  void bytes(byte[] value) {
    number(value.length);
    ensure(value.length);
    System.arraycopy(value, 0, buffer, length, value.length);
    length += value.length;
  }

  private void ensure(int more) {
    if (length + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
  }
}
