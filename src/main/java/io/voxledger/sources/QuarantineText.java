package io.voxledger.sources;

import io.voxledger.screening.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is kept of a bad row: its text without credentials, what people said, their e-mail addresses
 * and phone numbers, at most 64 KiB of UTF-8. The row need not be JSON, so keys are found by their
 * look.
 */
public final class QuarantineText {
  /** At most so many bytes of UTF-8 are kept. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final int READ_BYTES = 16 * MAX_BYTES;
  private static final String REMOVED = "\"[removed]\"";
  private static final Pattern SPOKEN =
      Pattern.compile(
          "\\\\*\"(?:chat_history|chatHistory|transcripts?|user_transcript|(?:input|output)_?[tT]ranscription"
              + "|modelTurn|parts|content|text|arguments|instructions|delta|participantName)\\\\*\""
              + "\\s*:\\s*(?=[\"\\\\\\[{])");
  private static final Pattern PHONE_FIELD =
      Pattern.compile(
          "(\\\\*\"[^\"]{0,60}(?i:phone|caller|callee)[^\"]{0,60}\\\\*\"\\s*:\\s*\\\\*\"?)[+0-9][0-9 ().-]{5,24}");

  private QuarantineText() {}

  /** The text to keep of a row's bytes, which are UTF-8. */
  public static String of(byte[] utf8, int offset, int length) {
    int end = cutBetweenCharacters(utf8, offset, length, READ_BYTES);
    return of(new String(utf8, offset, end - offset, StandardCharsets.UTF_8));
  }

  /** The text to keep of a row. */
  public static String of(String row) {
    String masked = withoutSpeech(row);
    masked = PHONE_FIELD.matcher(masked).replaceAll("$1[phone]");
    byte[] bytes = PersonalData.mask(Credentials.mask(masked)).getBytes(StandardCharsets.UTF_8);
    int end = cutBetweenCharacters(bytes, 0, bytes.length, MAX_BYTES);
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  private static int cutBetweenCharacters(byte[] utf8, int offset, int length, int most) {
    int end = offset + Math.min(length, most);
    while (end > offset && end < offset + length && (utf8[end] & 0xC0) == 0x80) {
      end--;
    }
    return end;
  }

  private static String withoutSpeech(String row) {
    Matcher key = SPOKEN.matcher(row);
    StringBuilder kept = new StringBuilder();
    int done = 0;
    while (key.find(done)) {
      kept.append(row, done, key.end()).append(REMOVED);
      done = endOfValue(row, key.end());
    }
    return done == 0 ? row : kept.append(row, done, row.length()).toString();
  }

  /**
   * Where the value that begins at {@code start} ends; the end of the text when it is not closed.
   */
  private static int endOfValue(String text, int start) {
    char first = text.charAt(start);
    if (first == '"') {
      return endOfString(text, start);
    }
    if (first == '\\') {
      int quote = text.indexOf('"', start);
      int closing = quote < 0 ? -1 : text.indexOf(text.substring(start, quote + 1), quote + 1);
      return closing < 0 ? text.length() : closing + quote + 1 - start;
    }
    int depth = 0;
    int i = start;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '"' && (i == 0 || text.charAt(i - 1) != '\\')) {
        i = endOfString(text, i);
        continue;
      }
      i++;
      if (c == '{' || c == '[') {
        depth++;
      } else if ((c == '}' || c == ']') && --depth == 0) {
        return i;
      }
    }
    return text.length();
  }

  private static int endOfString(String text, int quote) {
    for (int i = quote + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        return i + 1;
      }
    }
    return text.length();
  }
}
