package dev.almanac.analyses.spark;

import dev.almanac.warehouse.query.SqlScript;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Spells shared SQL for Spark. It is written for DuckDB, within what both read alike; three things
 * have no spelling that both know and give the same for:
 *
 * <ul>
 *   <li>{@code CAST(x AS VARCHAR)}: Spark's type is {@code STRING}, and its texts of numbers and
 *       times are others, which would change fingerprints, and with them ids and seeds;
 *   <li>{@code TIMESTAMP WITH TIME ZONE}: Spark's is {@code TIMESTAMP};
 *   <li>{@code string_agg(x, ',' ORDER BY y)}: Spark has {@code WITHIN GROUP}.
 * </ul>
 */
final class SparkDialect {

  private static final String TEXT_OF = "almanac_text";
  private static final Pattern ZONED =
      Pattern.compile("\\bTIMESTAMP\\s+WITH\\s+TIME\\s+ZONE\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern CAST = Pattern.compile("\\bCAST\\s*\\(", Pattern.CASE_INSENSITIVE);
  private static final Pattern TO_TEXT =
      Pattern.compile("\\s+AS\\s+VARCHAR\\s*$", Pattern.CASE_INSENSITIVE);
  private static final Pattern AGGREGATE =
      Pattern.compile("\\bstring_agg\\s*\\(", Pattern.CASE_INSENSITIVE);
  private static final Pattern ORDER =
      Pattern.compile("\\bORDER\\s+BY\\b", Pattern.CASE_INSENSITIVE);

  private SparkDialect() {}

  /** Makes the functions known that spelled scripts use. */
  static void register(SparkSession session) {
    UDF1<Object, String> textOf = DuckDbText::of;
    session.udf().register(TEXT_OF, textOf, DataTypes.StringType);
  }

  /** Returns a script in Spark's SQL, its parameters as they are. */
  static String spell(SqlScript script) {
    SqlPieces pieces = SqlPieces.of(script.text());
    String code = ZONED.matcher(pieces.code()).replaceAll("TIMESTAMP");
    code = casts(code);
    code = aggregates(code);
    return pieces.restore(code);
  }

  private static String casts(String code) {
    Matcher matcher = CAST.matcher(code);
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (matcher.find(at)) {
      int end = closing(code, matcher.end());
      String inside = casts(code.substring(matcher.end(), end));
      Matcher type = TO_TEXT.matcher(inside);
      out.append(code, at, matcher.start());
      if (type.find()) {
        out.append(TEXT_OF).append('(').append(inside, 0, type.start()).append(')');
      } else {
        out.append("CAST(").append(inside).append(')');
      }
      at = end + 1;
    }
    return out.append(code, at, code.length()).toString();
  }

  private static String aggregates(String code) {
    Matcher matcher = AGGREGATE.matcher(code);
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (matcher.find(at)) {
      int end = closing(code, matcher.end());
      String inside = aggregates(code.substring(matcher.end(), end));
      int order = topLevelOrder(inside);
      out.append(code, at, matcher.start()).append("string_agg(");
      if (order < 0) {
        out.append(inside).append(')');
      } else {
        out.append(inside.substring(0, order).stripTrailing()).append(") WITHIN GROUP (");
        out.append(inside.substring(order)).append(')');
      }
      at = end + 1;
    }
    return out.append(code, at, code.length()).toString();
  }

  private static int topLevelOrder(String inside) {
    Matcher matcher = ORDER.matcher(inside);
    while (matcher.find()) {
      if (depth(inside, matcher.start()) == 0) {
        return matcher.start();
      }
    }
    return -1;
  }

  private static int depth(String code, int end) {
    int depth = 0;
    for (int index = 0; index < end; index++) {
      depth += code.charAt(index) == '(' ? 1 : code.charAt(index) == ')' ? -1 : 0;
    }
    return depth;
  }

  /** Returns the place of the bracket that closes the one before a place. */
  private static int closing(String code, int from) {
    int depth = 1;
    for (int index = from; index < code.length(); index++) {
      depth += code.charAt(index) == '(' ? 1 : code.charAt(index) == ')' ? -1 : 0;
      if (depth == 0) {
        return index;
      }
    }
    throw new IllegalArgumentException("No closing bracket in: " + code);
  }
}
