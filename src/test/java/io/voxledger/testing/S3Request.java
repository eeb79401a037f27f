package io.voxledger.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request to S3 in path style, and the permission that Amazon asks for it.
 *
 * @param key of the object, empty for the bucket
 * @param query names to values, empty values for names without one
 * @param isConditional whether it asks to be refused where an object is
 */
public record S3Request(
    String method, String bucket, String key, Map<String, String> query, boolean isConditional) {
  private static final Pattern HEAD =
      Pattern.compile(
          "(GET|HEAD|PUT|POST|DELETE) /([^/? ]+)/?([^? ]*)(?:\\?(\\S*))? HTTP/1\\.1\r\n");

  /** The request that begins a piece of what a client sends; nothing where the piece is a body. */
  static Optional<S3Request> beginning(String sent) {
    Matcher head = HEAD.matcher(sent);
    if (!head.lookingAt()) {
      return Optional.empty();
    }
    Map<String, String> query = new TreeMap<>();
    for (String part : Optional.ofNullable(head.group(4)).orElse("").split("&")) {
      String[] pair = part.split("=", 2);
      query.put(pair[0], pair.length == 1 ? "" : URLDecoder.decode(pair[1], UTF_8));
    }
    boolean conditional = sent.contains("\r\nIf-None-Match: *\r\n");
    String key = URLDecoder.decode(head.group(3), UTF_8);
    return Optional.of(new S3Request(head.group(1), head.group(2), key, query, conditional));
  }

  /** What a policy must allow, as Amazon's service authorization reference maps operations. */
  public String action() {
    if (key.isEmpty()) {
      return method.equals("POST") && query.containsKey("delete") ? "s3:DeleteObject" : ofBucket();
    }
    return switch (method) {
      case "GET", "HEAD" -> "s3:GetObject";
      case "PUT", "POST" -> "s3:PutObject"; // the parts of an upload and its end too
      default -> query.containsKey("uploadId") ? "s3:AbortMultipartUpload" : "s3:DeleteObject";
    };
  }

  private String ofBucket() {
    if (query.containsKey("uploads")) {
      return "s3:ListBucketMultipartUploads";
    }
    boolean lists = method.equals("HEAD") || query.containsKey("prefix");
    return lists ? "s3:ListBucket" : "another action on the bucket: " + query.keySet();
  }
}
