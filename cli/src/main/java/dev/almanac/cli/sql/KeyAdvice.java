package dev.almanac.cli.sql;

import dev.almanac.cli.suggest.NearestName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says when a query that found nothing asked for a metric, param or tag key, or for a project, that
 * the warehouse does not hold: SQL itself counts that as no error.
 */
final class KeyAdvice {

  /** {@code key = 'x'}, {@code m.key IN ('x', 'y')}, {@code project = 'x'}. */
  private static final Pattern COMPARISON =
      Pattern.compile(
          "\\b(key|metric_key|param_key|project)\\s*(?:=|==|IN\\s*\\()\\s*"
              + "((?:'(?:[^']|'')*'\\s*,?\\s*)+)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern LITERAL = Pattern.compile("'((?:[^']|'')*)'");

  /** Where each kind of key is listed; the first table that a query mentions counts. */
  private static final Map<String, String> KEYS =
      Map.of(
          "metrics", "SELECT DISTINCT key FROM metric_summaries WHERE NOT system",
          "system_metrics", "SELECT DISTINCT key FROM metric_summaries WHERE system",
          "metric_summaries", "SELECT DISTINCT key FROM metric_summaries",
          "params", "SELECT DISTINCT key FROM params",
          "tags", "SELECT DISTINCT key FROM tags");

  private static final String PROJECTS = "SELECT DISTINCT project FROM runs";

  private final Connection connection;

  KeyAdvice(Connection connection) {
    this.connection = connection;
  }

  /** Returns one sentence for each unknown name; empty if the query names none. */
  List<String> explain(String sql) {
    List<String> advice = new ArrayList<>();
    Matcher comparison = COMPARISON.matcher(sql);
    while (comparison.find()) {
      boolean project = comparison.group(1).equalsIgnoreCase("project");
      Set<String> known = project ? names(PROJECTS) : keys(sql);
      Matcher literal = LITERAL.matcher(comparison.group(2));
      while (!known.isEmpty() && literal.find()) {
        String name = literal.group(1).replace("''", "'");
        if (!known.contains(name)) {
          advice.add(sentence(project ? "project" : "key", name, known));
        }
      }
    }
    return advice;
  }

  private static String sentence(String what, String name, Set<String> known) {
    String hint = NearestName.hint(name, known);
    return "There is no " + what + " '" + name + "' in the warehouse." + hint;
  }

  private Set<String> keys(String sql) {
    Set<String> keys = new TreeSet<>();
    Set<String> words =
        new LinkedHashSet<>(List.of(sql.toLowerCase(java.util.Locale.ROOT).split("\\W+", -1)));
    KEYS.forEach(
        (table, query) -> {
          if (words.contains(table)) {
            keys.addAll(names(query));
          }
        });
    return keys;
  }

  private Set<String> names(String query) {
    Set<String> names = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        names.add(String.valueOf(rows.getString(1)));
      }
    } catch (SQLException noSuchTable) {
      // Advice only: a warehouse without the table simply gives none.
      return Set.of();
    }
    return names;
  }
}
