package io.voxledger.sources.spark;

import com.fasterxml.jackson.core.JsonGenerator;
import io.voxledger.sources.JsonInText;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * A row of Parquet as the JSON that says the same: decimals with all their digits, times in UTC,
 * nothing for null.
 */
final class ParquetJson {
  private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;

  /** What becomes of text that is itself an object or a list of JSON. */
  enum JsonText {
    /** It is one: agents write an event as text where its columns are not known. */
    OPENED,
    /** It stays text, as in a CSV file of the same bill: rows are named by what they say. */
    KEPT
  }

  private final JsonText jsonText;

  ParquetJson(JsonText jsonText) {
    this.jsonText = jsonText;
  }

  void write(Group group, JsonGenerator json) throws IOException {
    GroupType type = group.getType();
    json.writeStartObject();
    for (int field = 0; field < type.getFieldCount(); field++) {
      int count = group.getFieldRepetitionCount(field);
      if (count > 0) {
        json.writeFieldName(type.getFieldName(field));
        field(group, field, json);
      }
    }
    json.writeEndObject();
  }

  private void field(Group group, int field, JsonGenerator json) throws IOException {
    if (!group.getType().getType(field).isRepetition(Repetition.REPEATED)) {
      value(group, field, 0, json);
      return;
    }
    json.writeStartArray();
    for (int i = 0; i < group.getFieldRepetitionCount(field); i++) {
      value(group, field, i, json);
    }
    json.writeEndArray();
  }

  private void value(Group group, int field, int index, JsonGenerator json) throws IOException {
    Type type = group.getType().getType(field);
    if (type.isPrimitive()) {
      primitive(group, field, index, json);
      return;
    }
    Group inner = group.getGroup(field, index);
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    if (meaning instanceof ListLogicalTypeAnnotation) {
      list(inner, json);
    } else if (meaning instanceof MapLogicalTypeAnnotation) {
      map(inner, json);
    } else {
      write(inner, json);
    }
  }

  /** Three levels, or two as older writers have them. */
  private void list(Group list, JsonGenerator json) throws IOException {
    Type repeated = list.getType().getType(0);
    boolean isWrapped = !repeated.isPrimitive() && repeated.asGroupType().getFieldCount() == 1;
    json.writeStartArray();
    for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
      if (isWrapped) {
        firstOrNull(list.getGroup(0, i), 0, json);
      } else {
        value(list, 0, i, json);
      }
    }
    json.writeEndArray();
  }

  private void map(Group map, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < map.getFieldRepetitionCount(0); i++) {
      Group entry = map.getGroup(0, i);
      json.writeFieldName(entry.getValueToString(0, 0));
      firstOrNull(entry, 1, json);
    }
    json.writeEndObject();
  }

  private void firstOrNull(Group group, int field, JsonGenerator json) throws IOException {
    if (group.getType().getFieldCount() <= field || group.getFieldRepetitionCount(field) == 0) {
      json.writeNull();
    } else {
      field(group, field, json);
    }
  }

  private void primitive(Group group, int field, int index, JsonGenerator json) throws IOException {
    PrimitiveType type = group.getType().getType(field).asPrimitiveType();
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> json.writeBoolean(group.getBoolean(field, index));
      case INT32 -> whole(group.getInteger(field, index), meaning, json);
      case INT64 -> whole(group.getLong(field, index), meaning, json);
      case FLOAT -> number(Float.toString(group.getFloat(field, index)), json);
      case DOUBLE -> number(Double.toString(group.getDouble(field, index)), json);
      case INT96 -> json.writeString(instant(NanoTime.fromBinary(group.getInt96(field, index))));
      case BINARY, FIXED_LEN_BYTE_ARRAY -> {
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
          BigInteger unscaled = new BigInteger(group.getBinary(field, index).getBytes());
          number(new BigDecimal(unscaled, decimal.getScale()).toString(), json);
        } else {
          text(group.getBinary(field, index).toStringUsingUTF8(), json);
        }
      }
    }
  }

  private static void whole(long number, LogicalTypeAnnotation meaning, JsonGenerator json)
      throws IOException {
    if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
      number(BigDecimal.valueOf(number, decimal.getScale()).toString(), json);
    } else if (meaning instanceof DateLogicalTypeAnnotation) {
      json.writeString(LocalDate.ofEpochDay(number).toString());
    } else if (meaning instanceof TimestampLogicalTypeAnnotation timestamp) {
      json.writeString(Instant.EPOCH.plus(number, unitOf(timestamp)).toString());
    } else if (meaning instanceof IntLogicalTypeAnnotation integer && !integer.isSigned()) {
      number(
          Long.toUnsignedString(integer.getBitWidth() < 64 ? number & 0xFFFFFFFFL : number), json);
    } else {
      json.writeNumber(number);
    }
  }

  private static ChronoUnit unitOf(TimestampLogicalTypeAnnotation timestamp) {
    return switch (timestamp.getUnit()) {
      case MILLIS -> ChronoUnit.MILLIS;
      case MICROS -> ChronoUnit.MICROS;
      case NANOS -> ChronoUnit.NANOS;
    };
  }

  private static String instant(NanoTime time) {
    return LocalDate.ofEpochDay(time.getJulianDay() - JULIAN_DAY_OF_EPOCH)
        .atStartOfDay()
        .toInstant(ZoneOffset.UTC)
        .plusNanos(time.getTimeOfDayNanos())
        .toString();
  }

  private void text(String text, JsonGenerator json) throws IOException {
    if (jsonText == JsonText.OPENED && JsonInText.isStructure(text)) {
      json.writeRawValue(text);
    } else {
      json.writeString(text);
    }
  }

  /** As written; what is no number in JSON, such as infinity, is text that says so. */
  private static void number(String text, JsonGenerator json) throws IOException {
    if (Character.isLetter(text.charAt(text.length() - 1))) {
      json.writeString(text);
    } else {
      json.writeNumber(text);
    }
  }
}
