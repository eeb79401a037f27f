package io.voxledger.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a policy document of Amazon's says of a request, as far as it is made of what the documents
 * in {@code jobs/bucket} use: actions, resources, and conditions on a listing's prefix and on a
 * write's {@code If-None-Match}.
 */
public final class BucketPolicy {
  private static final String BUCKET_IN_DOCUMENTS = "my-bucket";

  private final List<JsonNode> statements;

  private BucketPolicy(JsonNode document) {
    this.statements = elements(document.required("Statement")).toList();
  }

  /** A document, for another bucket than the one that stands in it. */
  public static BucketPolicy of(String bucket, Path document) throws IOException {
    String text = Files.readString(document).replace(BUCKET_IN_DOCUMENTS, bucket);
    return new BucketPolicy(JsonMapper.builder().build().readTree(text));
  }

  /** Whether a statement of the document allows a request. */
  public boolean allows(S3Request request) {
    return applies("Allow", request);
  }

  /** Whether a statement of the document denies a request, whatever others allow. */
  public boolean denies(S3Request request) {
    return applies("Deny", request);
  }

  private boolean applies(String effect, S3Request request) {
    return statements.stream()
        .filter(statement -> statement.required("Effect").textValue().equals(effect))
        .filter(statement -> matches(statement.required("Action"), request.action()))
        .filter(statement -> matches(statement.required("Resource"), resource(request)))
        .anyMatch(statement -> holds(statement.path("Condition"), request));
  }

  /** Which objects a request deletes at once stands in its body; here it counts as one of them. */
  private static String resource(S3Request request) {
    String bucket = "arn:aws:s3:::" + request.bucket();
    if (request.query().containsKey("delete")) {
      return bucket + "/warehouse/several";
    }
    return request.key().isEmpty() ? bucket : bucket + "/" + request.key();
  }

  private static boolean holds(JsonNode conditions, S3Request request) {
    return conditions.properties().stream()
        .flatMap(operator -> operator.getValue().properties().stream())
        .allMatch(
            condition ->
                switch (condition.getKey()) {
                  case "s3:prefix" ->
                      request.query().containsKey("prefix")
                          && matches(condition.getValue(), request.query().get("prefix"));
                  case "s3:if-none-match" -> !request.isConditional();
                  case "s3:ObjectCreationOperation" -> !request.query().containsKey("partNumber");
                  case "aws:SecureTransport" -> false; // tests speak plain HTTP
                  default -> throw new IllegalArgumentException(condition.getKey());
                });
  }

  private static boolean matches(JsonNode patterns, String text) {
    return elements(patterns)
        .map(pattern -> Pattern.quote(pattern.textValue()).replace("*", "\\E.*\\Q"))
        .anyMatch(text::matches);
  }

  private static Stream<JsonNode> elements(JsonNode oneOrMore) {
    return oneOrMore.isArray()
        ? StreamSupport.stream(oneOrMore.spliterator(), false)
        : Stream.of(oneOrMore);
  }
}
