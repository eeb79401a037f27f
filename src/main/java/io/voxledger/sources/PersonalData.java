package io.voxledger.sources;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * E-mail addresses and phone numbers in free text. A phone number is {@code +} and 7 to 15 digits,
 * ten digits grouped 3-3-4, or digits after {@code sip_}, {@code sip:} or {@code tel:}. Bare digits
 * are taken for ids, counts and timestamps.
 */
public final class PersonalData {
  private static final String EMAIL_MASK = "[email]";
  private static final String PHONE_MASK = "[phone]";

  private static final Pattern EMAIL =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}._%+-])[\\p{L}\\p{N}._%+-]{1,64}(?:@|\\\\u0040|%40)"
              + "(?:[\\p{L}\\p{N}-]{1,63}\\.){1,8}\\p{L}{2,24}");
  private static final String PLUS = "(?:\\+|\\\\u002[bB]|%2[bB])";
  private static final Pattern PHONE =
      Pattern.compile(
          // An exponent (1E+4000000) is no phone number.
          "(?<![0-9][eE])"
              + PLUS
              + "[ (]{0,2}[0-9](?:[ ().-]{0,2}[0-9]){6,14}(?![0-9])"
              + "|(?i:\\b|(?<=_))(?:(?i:sips?|tel)[:_]){1,2}[0-9]{5,15}(?![0-9])"
              + "|(?<![\\p{L}\\p{N}.+-])\\(?[0-9]{3}\\)?[ .-][0-9]{3}[ .-][0-9]{4}(?![\\p{L}\\p{N}.-])");

  private PersonalData() {}

  /** The text with every e-mail address and phone number replaced by what it was. */
  public static String mask(String text) {
    String masked = text;
    if (text.indexOf('@') >= 0 || text.contains("0040") || text.contains("%40")) {
      masked = EMAIL.matcher(masked).replaceAll(EMAIL_MASK);
    }
    return mayHoldPhone(masked) ? PHONE.matcher(masked).replaceAll(PHONE_MASK) : masked;
  }

  /** Whether {@link #mask} would change the text. */
  public static boolean isIn(String text) {
    Matcher email = EMAIL.matcher(text);
    return email.find() || mayHoldPhone(text) && PHONE.matcher(text).find();
  }

  /** Five digits are the least that a phone number has. */
  private static boolean mayHoldPhone(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9' && ++digits == 5) {
        return true;
      }
    }
    return false;
  }
}
