package io.voxledger.settings;

import io.voxledger.screening.Credentials;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a landing area or warehouse is: a folder's path or any URI that Hadoop knows. */
public final class Places {
  private Places() {}

  /**
   * The place as an absolute URI without a trailing slash.
   *
   * @param text a path, {@code file:} and a path, or a URI with another scheme; relative paths
   *     start at {@code base}
   * @throws InvalidSettings for an address that holds a credential, which is not repeated
   */
  public static String resolve(String text, Path base) {
    Optional.of(text)
        .filter(place -> place.contains("@")) // without a user there is no password
        .flatMap(Credentials::kindIn)
        .ifPresent(
            kind -> {
              throw new InvalidSettings(
                  "the address of a landing area, warehouse or folder holds "
                      + kind
                      + ", and would be shown in messages; take it out and revoke it: credentials come"
                      + " from the instance's role, a Hadoop credential provider or the environment");
            });
    if (text.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*") && !text.startsWith("file:")) {
      return withoutTrailingSlash(text);
    }
    String path = text.startsWith("file:") ? withoutScheme(text) : text;
    Path absolute = base.toAbsolutePath().resolve(path).normalize();
    return "file:" + absolute; // as Hadoop writes it, without escapes
  }

  private static String withoutScheme(String text) {
    String rest = text.substring("file:".length());
    return rest.startsWith("//") ? afterHost(text, rest.substring(2)) : rest;
  }

  /** What a {@code file://} address says, which may have escapes; its host can only be this one. */
  private static String afterHost(String text, String hostAndPath) {
    int path = hostAndPath.indexOf('/');
    if (path < 0) {
      throw new InvalidSettings(
          "'" + text + "' names no folder; write file:/folder, or file:folder for one beside");
    }
    String host = hostAndPath.substring(0, path);
    if (!host.isEmpty() && !host.equals("localhost")) {
      throw new InvalidSettings(
          "'" + text + "' is on the host '" + host + "'; write file:/folder for a folder here");
    }
    return unescaped(hostAndPath.substring(path));
  }

  private static String unescaped(String path) {
    try {
      return new URI("file:" + path.replace("#", "%23").replace("?", "%3F")).getPath();
    } catch (URISyntaxException notEscaped) { // a name with a space, as people write it
      return path;
    }
  }

  /**
   * Makes sure that a run does not take for input what it writes.
   *
   * @throws InvalidSettings when the warehouse is the landing area or lies within
   */
  public static void requireApart(String landing, String warehouse) {
    if (warehouse.equals(landing) || warehouse.startsWith(landing + "/")) {
      throw new InvalidSettings(
          "the warehouse "
              + warehouse
              + " lies in the landing area "
              + landing
              + ", so that its tables would be read as input; put it beside");
    }
  }

  private static String withoutTrailingSlash(String uri) {
    return uri.endsWith("/") && uri.length() > 1 && !uri.endsWith(":/")
        ? withoutTrailingSlash(uri.substring(0, uri.length() - 1))
        : uri;
  }
}
