package io.voxledger.billed.spark;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.voxledger.billed.BillSource;
import io.voxledger.lake.ZippedText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Bill files as the warehouse keeps them: zipped JSON, in which a source is the name of its folder.
 */
final class StoredBills {
  private final JsonMapper json;

  StoredBills(Function<String, Optional<BillSource>> sources) {
    SimpleModule source = new SimpleModule();
    source.addSerializer(BillSource.class, new Writer());
    source.addDeserializer(BillSource.class, new Reader(sources));
    source.addDeserializer(String.class, new OneOfEach());
    this.json =
        JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(source)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
  }

  String write(BillStore.StoredFile file) {
    return ZippedText.of(out -> json.writeValue(out, file));
  }

  BillStore.StoredFile read(String document) {
    try (InputStream in = ZippedText.open(document)) {
      return json.readValue(in, BillStore.StoredFile.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read a stored bill file", e);
    }
  }

  /** One copy of what lines say again and again, as accounts, currencies and names of models. */
  private static final class OneOfEach extends JsonDeserializer<String> {
    private static final int MOST = 10_000;

    private final Map<String, String> texts = new HashMap<>();

    @Override
    public String deserialize(JsonParser in, DeserializationContext context) throws IOException {
      String text = StringDeserializer.instance.deserialize(in, context);
      String known = texts.size() < MOST ? texts.putIfAbsent(text, text) : texts.get(text);
      return known == null ? text : known;
    }
  }

  private static final class Writer extends JsonSerializer<BillSource> {
    @Override
    public void serialize(BillSource source, JsonGenerator out, SerializerProvider p)
        throws IOException {
      out.writeString(source.folder());
    }
  }

  private static final class Reader extends JsonDeserializer<BillSource> {
    private final Function<String, Optional<BillSource>> sources;

    Reader(Function<String, Optional<BillSource>> sources) {
      this.sources = sources;
    }

    @Override
    public BillSource deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      String folder = in.getText();
      return sources
          .apply(folder)
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "the warehouse has bills of " + folder + ", which this version cannot read"));
    }
  }
}
