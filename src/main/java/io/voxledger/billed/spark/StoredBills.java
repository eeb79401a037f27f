package io.voxledger.billed.spark;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.voxledger.billed.BillSource;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** Bill files as the warehouse keeps them: JSON, in which a source is the name of its folder. */
final class StoredBills {
  private final JsonMapper json;

  StoredBills(Function<String, Optional<BillSource>> sources) {
    SimpleModule source = new SimpleModule();
    source.addSerializer(BillSource.class, new Writer());
    source.addDeserializer(BillSource.class, new Reader(sources));
    this.json =
        JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(source)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
  }

  String write(BillStore.StoredFile file) {
    try {
      return json.writeValueAsString(file);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a bill file", e);
    }
  }

  BillStore.StoredFile read(String document) {
    try {
      return json.readValue(document, BillStore.StoredFile.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot read a stored bill file", e);
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
