package dev.almanac.warehouse.query;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets through single statements that only read tables: {@code SELECT}, {@code WITH}, {@code FROM},
 * {@code VALUES}, {@code SHOW}, {@code DESCRIBE}, {@code SUMMARIZE}, and {@code EXPLAIN} of these.
 *
 * <p>DuckDB's own parser decides what a text is: {@code json_serialize_sql} refuses all statements
 * but queries. It lets data-modifying CTEs through, though, so the tree is walked, and whatever
 * kind of query node or table function is not known here is refused. Not safe for use by several
 * threads.
 */
public final class StatementGate {

  /** Optional comments and blanks, {@code EXPLAIN}, {@code ANALYZE} or options in brackets. */
  private static final Pattern EXPLAIN =
      Pattern.compile(
          "(?is)\\A(?:\\s|--[^\\n]*(?:\\n|\\z)|/\\*.*?\\*/)*explain\\b"
              + "(?:\\s*\\([^)]*\\))?(?:\\s+analyze\\b)?");

  private static final Set<String> NODES =
      Set.of("SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE");

  /** Table functions that neither read files nor run text as SQL nor change anything. */
  private static final Set<String> TABLE_FUNCTIONS =
      Set.of(
          "duckdb_columns",
          "duckdb_functions",
          "duckdb_keywords",
          "duckdb_tables",
          "duckdb_types",
          "duckdb_views",
          "generate_series",
          "histogram",
          "histogram_values",
          "json_each",
          "json_tree",
          "pragma_show",
          "pragma_table_info",
          "pragma_version",
          "range",
          "repeat",
          "repeat_row",
          "summary",
          "unnest");

  /** Scalar functions that change something outside of their result. */
  private static final Set<String> REFUSED_FUNCTIONS =
      Set.of("write_log", "nextval", "setval", "currval");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALLOWED =
      "Only one reading statement at a time is allowed: SELECT, WITH, FROM, VALUES, SHOW, DESCRIBE,"
          + " SUMMARIZE, or EXPLAIN of these.";

  private final Connection connection;

  /** Creates a gate that parses on a connection, which it does not close. */
  public StatementGate(Connection connection) {
    this.connection = requireNonNull(connection, "connection is null");
  }

  /**
   * Checks a text before it is run.
   *
   * @throws QueryException if it is not SQL, more than one statement, or does anything but read
   */
  public void check(SqlScript script, String sql) {
    JsonNode tree = parse(script, withoutExplain(sql));
    if (tree.path("error").asBoolean()) {
      throw refused(script, error(tree) + place(tree, sql));
    }
    JsonNode statements = tree.path("statements");
    if (statements.size() != 1) {
      throw refused(script, statements.isEmpty() ? "It is empty. " + ALLOWED : ALLOWED);
    }
    walk(script, statements);
  }

  private static String withoutExplain(String sql) {
    Matcher explain = EXPLAIN.matcher(sql);
    return explain.lookingAt() ? sql.substring(explain.end()) : sql;
  }

  private static String error(JsonNode tree) {
    if (tree.path("error_type").asText().equals("parser")) {
      return tree.path("error_message").asText();
    }
    return ALLOWED;
  }

  /** Points at the place as DuckDB does, which it does not for what it only parses. */
  private static String place(JsonNode tree, String sql) {
    int position = tree.path("position").asInt(-1);
    boolean known = tree.path("error_type").asText().equals("parser") && !isExplain(sql);
    if (!known || position < 0 || position > sql.length()) {
      return "";
    }
    String before = sql.substring(0, position);
    int start = before.lastIndexOf('\n') + 1;
    int end = sql.indexOf('\n', position);
    return "\n\nLINE "
        + (1 + before.chars().filter(c -> c == '\n').count())
        + ": "
        + sql.substring(start, end < 0 ? sql.length() : end);
  }

  private static boolean isExplain(String sql) {
    return EXPLAIN.matcher(sql).lookingAt();
  }

  private JsonNode parse(SqlScript script, String sql) {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT CAST(json_serialize_sql(?) AS VARCHAR)")) {
      statement.setString(1, sql);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return JSON.readTree(result.getString(1));
      }
    } catch (SQLException | JsonProcessingException exception) {
      throw new QueryException(
          "Cannot run " + script.name() + ": " + exception.getMessage(), exception);
    }
  }

  private static void walk(SqlScript script, JsonNode node) {
    String type = node.path("type").asText();
    if (type.endsWith("_NODE") && !NODES.contains(type)) {
      throw refused(script, ALLOWED);
    }
    if (type.equals("TABLE_FUNCTION")) {
      String name = name(node.path("function"));
      if (!TABLE_FUNCTIONS.contains(name)) {
        throw refused(
            script, "The table function " + name + " is not allowed: it may reach outside.");
      }
    } else if (REFUSED_FUNCTIONS.contains(name(node))) {
      throw refused(script, "The function " + name(node) + " is not allowed: it changes state.");
    }
    node.forEach(child -> walk(script, child));
  }

  private static String name(JsonNode function) {
    return function.path("function_name").asText().toLowerCase(Locale.ROOT);
  }

  private static QueryException refused(SqlScript script, String why) {
    return new QueryException("Cannot run " + script.name() + ": " + why);
  }
}
