package io.voxledger.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.tables.AllTables;
import io.voxledger.testing.TestSpark;
import io.voxledger.usage.ChooseSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.catalyst.expressions.Divide;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.IntegralDivide;
import org.apache.spark.sql.catalyst.expressions.Multiply;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.WindowFrame;
import org.apache.spark.sql.catalyst.expressions.WindowSpecDefinition;
import org.apache.spark.sql.catalyst.expressions.aggregate.Average;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.jdk.javaapi.CollectionConverters;

/** Every query, analysed over empty views. */
class SqlFilesTest {
  private static final Path FOLDER = Path.of("src/main/resources/sql");

  /** Views that are no tables. */
  private static final Map<String, String> OTHER_VIEWS =
      Map.of(
          "project_start", "project_id STRING, first_date DATE",
          "cost_update",
              "session_id STRING, observed_at TIMESTAMP, elapsed_sec DECIMAL(28,6),"
                  + " total_usd DECIMAL(28,12)",
          "scored_session",
              "session_id STRING, project_id STRING, provider STRING, month DATE, duration_sec"
                  + " BIGINT, cost_per_minute_usd DECIMAL(28,12), typical_usd DECIMAL(28,12), score"
                  + " DECIMAL(28,12)",
          "kind_family", "kind STRING, family STRING",
          "before", "project_id STRING, usage_date DATE, total_cost_usd DECIMAL(28,12)",
          "after", "project_id STRING, usage_date DATE, total_cost_usd DECIMAL(28,12)",
          "published_day", "usage_date DATE, reason STRING",
          "touched_day", "usage_date DATE, reason STRING",
          "bill_share",
              "biller STRING, account STRING, period_start DATE, period_end DATE, sku STRING,"
                  + " meter STRING, line INT, computed_cost DECIMAL(28,12), billed_cost DECIMAL(28,12)");

  /** Views that are a table's rows by another name. */
  private static final Map<String, String> RENAMED =
      Map.of("session_charge", "charge", "priced_charge", "charge");

  private final SparkSession spark = TestSpark.session();

  static Stream<String> queries() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString().replace(".sql", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  /** Functions that a stage makes known before it asks. */
  @BeforeEach
  void registerFunctions() {
    spark
        .udf()
        .register(
            "undated_model", (UDF1<String, String>) ChooseSources::undated, DataTypes.StringType);
  }

  @AfterEach
  void dropViews() {
    AllTables.ALL.forEach(table -> spark.catalog().dropTempView(table.name()));
    OTHER_VIEWS.keySet().forEach(view -> spark.catalog().dropTempView(view));
    spark.catalog().dropTempView("project_day");
    RENAMED.keySet().forEach(view -> spark.catalog().dropTempView(view));
  }

  /** The query over empty views of the names that its header tells, and of no others. */
  private Dataset<Row> analysed(String query) {
    Map<String, Dataset<Row>> views = new LinkedHashMap<>();
    for (String word : header(query).split("[^a-z_]+")) {
      schemaOf(word, query).ifPresent(schema -> views.put(word, empty(schema)));
    }
    assertThat(views).as("views in the header of " + query).isNotEmpty();
    return SqlFile.of(query).run(spark, views);
  }

  private static String header(String query) {
    try (Stream<String> lines = Files.lines(FOLDER.resolve(query + ".sql"))) {
      List<String> header = lines.takeWhile(line -> line.startsWith("--")).toList();
      assertThat(header.get(0)).startsWith("-- Grain: ");
      return header.stream()
          .dropWhile(line -> !line.startsWith("-- Views: "))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<StructType> schemaOf(String view, String query) {
    if (view.equals("project_day") && !query.equals(view)) {
      return Optional.of(analysed("project_day").schema());
    }
    return table(RENAMED.getOrDefault(view, view))
        .map(TableDefinition::schema)
        .or(() -> Optional.ofNullable(OTHER_VIEWS.get(view)).map(StructType::fromDDL));
  }

  private static Optional<TableDefinition> table(String name) {
    return AllTables.ALL.stream().filter(t -> t.name().equals(name)).findFirst();
  }

  private Dataset<Row> empty(StructType schema) {
    return spark.createDataFrame(List.of(), schema);
  }

  @ParameterizedTest
  @MethodSource("queries")
  void a_query_gives_the_columns_of_its_table_without_loss(String query) {
    StructType result = analysed(query).schema();
    if (table(query).isEmpty()) { // an intermediate result; those that read it are analysed over it
      assertThat(result.fields()).isNotEmpty();
      return;
    }
    for (Column column : table(query).orElseThrow().columns()) {
      if (column.equals(TableDefinition.RUN_ID)) {
        continue;
      }
      assertThat(result.fieldNames()).contains(column.name());
      StructField field = result.apply(column.name());
      if (field.dataType() instanceof DecimalType given) {
        assertThat(given.scale())
            .as("%s is rounded when it is stored", column.name())
            .isLessThanOrEqualTo(((DecimalType) column.dataType()).scale());
      } else {
        assertThat(field.dataType().sql()).isEqualTo(column.dataType().sql());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("queries")
  void a_query_neither_multiplies_nor_divides_nor_averages_decimals(String query) {
    assertThat(inexact(analysed(query))).isEmpty();
  }

  @Test
  void inexact_arithmetic_is_found_wherever_it_hides() {
    spark
        .createDataFrame(List.of(), StructType.fromDDL("a DECIMAL(28,12), b BIGINT"))
        .createOrReplaceTempView("project_day");
    assertThat(inexact(spark.sql("SELECT a + a, b * 2, sum(a) OVER () FROM project_day")))
        .isEmpty();
    for (String hidden :
        List.of(
            "SELECT a * 2 FROM project_day",
            "SELECT 1 FROM project_day WHERE a / 7 > 1",
            "SELECT avg(a) FROM project_day",
            "SELECT b / 2 FROM project_day",
            "WITH x AS (SELECT a * a AS y FROM project_day) SELECT y FROM x",
            "SELECT (SELECT max(a * 2) FROM project_day) AS z",
            "SELECT CAST(a AS DOUBLE) FROM project_day")) {
      assertThat(inexact(spark.sql(hidden))).as(hidden).isNotEmpty();
    }
  }

  @Test
  void promises_hold_where_nothing_happened() {
    Row nothing = analysed("promises").head();
    for (int i = 0; i < nothing.length(); i++) {
      assertThat(nothing.get(i).toString()).matches("0(E-12|\\.0+)?");
    }
  }

  private static List<String> inexact(Dataset<Row> query) {
    List<String> found = new ArrayList<>();
    inPlan(query.queryExecution().analyzed(), found);
    return found;
  }

  private static void inPlan(LogicalPlan plan, List<String> found) {
    CollectionConverters.asJava(plan.expressions()).forEach(e -> inExpression(e, found));
    CollectionConverters.asJava(plan.children()).forEach(child -> inPlan(child, found));
  }

  private static void inExpression(Expression expression, List<String> found) {
    boolean arithmetic =
        expression instanceof Multiply
            || expression instanceof Divide
            || expression instanceof IntegralDivide;
    if (arithmetic && typeOf(expression) instanceof DecimalType
        || expression instanceof Average
        || isFloatingPoint(typeOf(expression))) {
      found.add(expression.sql());
    }
    if (expression instanceof PlanExpression<?> subquery) {
      inPlan((LogicalPlan) subquery.plan(), found);
    }
    CollectionConverters.asJava(expression.children()).forEach(child -> inExpression(child, found));
  }

  /** The definition of a window is an expression without a type. */
  private static DataType typeOf(Expression expression) {
    boolean window =
        expression instanceof WindowSpecDefinition || expression instanceof WindowFrame;
    return window ? DataTypes.NullType : expression.dataType();
  }

  private static boolean isFloatingPoint(DataType type) {
    return type instanceof DoubleType || type instanceof FloatType;
  }
}
