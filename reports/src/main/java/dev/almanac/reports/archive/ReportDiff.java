package dev.almanac.reports.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares two archived reports by their data, not by what the warehouse says today. Rows are told
 * apart by their leading columns of text; a table whose rows those do not tell apart is compared by
 * their number alone.
 */
public final class ReportDiff {

  /** By this ending a column says what the previous period had. */
  private static final String BEFORE = "_before";

  private final JsonNode before;
  private final JsonNode after;
  private final boolean samePeriod;
  private final boolean following;
  private final List<Change> changes = new ArrayList<>();

  private ReportDiff(JsonNode before, JsonNode after) {
    this.before = before;
    this.after = after;
    this.samePeriod = span(before.path("period")).equals(span(after.path("period")));
    this.following = span(before.path("period")).equals(span(after.path("previous")));
  }

  /**
   * Returns what differs, in the order of the sections.
   *
   * @throws ArchiveException if one cannot be read
   */
  public static List<Change> of(Archive archive, Revision before, Revision after) {
    return of(archive.data(before), archive.data(after));
  }

  static List<Change> of(JsonNode before, JsonNode after) {
    ReportDiff diff = new ReportDiff(before, after);
    diff.compare();
    return List.copyOf(diff.changes);
  }

  private static String span(JsonNode period) {
    return period.path("start").asText() + ".." + period.path("end").asText();
  }

  private void compare() {
    Map<String, JsonNode> old = named(before.path("sections"), "id");
    Map<String, JsonNode> young = named(after.path("sections"), "id");
    for (String id : union(old.keySet(), young.keySet())) {
      section(id, old.get(id), young.get(id));
    }
  }

  private void section(String id, @Nullable JsonNode old, @Nullable JsonNode young) {
    String was = old == null ? "" : old.path("state").asText();
    String is = young == null ? "" : young.path("state").asText();
    if (!was.equals(is)) {
      changes.add(new Change("section", id, "state of the section", was, is, samePeriod));
    }
    // Of a section that came or went, the rows all did.
    boolean cameOrWent = !was.equals(is);
    if (old == null || young == null) {
      return;
    }
    findings(id, old.path("findings"), young.path("findings"));
    boolean hasFindings = !young.path("findings").isEmpty() || !old.path("findings").isEmpty();
    if (!hasFindings && !cameOrWent) {
      queries(id, old, young);
    }
  }

  private void findings(String id, JsonNode old, JsonNode young) {
    Map<String, String> was = sentences(old);
    Map<String, String> is = sentences(young);
    for (String key : union(was.keySet(), is.keySet())) {
      String left = was.getOrDefault(key, "");
      String right = is.getOrDefault(key, "");
      if (!left.equals(right)) {
        changes.add(new Change("finding", id, key, left, right, samePeriod));
      }
    }
  }

  private static Map<String, String> sentences(JsonNode findings) {
    Map<String, String> sentences = new LinkedHashMap<>();
    for (JsonNode finding : findings) {
      String key = (finding.path("kind").asText() + " " + finding.path("project").asText()).strip();
      sentences.merge(key, finding.path("sentence").asText(), (a, b) -> a + " " + b);
    }
    return sentences;
  }

  private void queries(String id, JsonNode old, JsonNode young) {
    Map<String, JsonNode> was = named(old.path("queries"), "name");
    Map<String, JsonNode> is = named(young.path("queries"), "name");
    for (String name : union(was.keySet(), is.keySet())) {
      ArchivedRows left = ArchivedRows.of(was.get(name));
      ArchivedRows right = ArchivedRows.of(is.get(name));
      List<String> key = ArchivedRows.key(left, right);
      Map<String, JsonNode> leftRows = left.by(key);
      Map<String, JsonNode> rightRows = right.by(key);
      if (leftRows.size() != left.size() || rightRows.size() != right.size()) {
        count(id, name, left.size(), right.size());
      } else {
        for (String row : union(leftRows.keySet(), rightRows.keySet())) {
          row(id, name, row, new Pair(left, leftRows.get(row), right, rightRows.get(row)), key);
        }
      }
    }
  }

  /** Two rows of one table; null where there is none. */
  private record Pair(
      ArchivedRows left, @Nullable JsonNode before, ArchivedRows right, @Nullable JsonNode after) {}

  private void count(String id, String name, int was, int is) {
    if (was != is) {
      changes.add(new Change("number", id, "rows of " + name, "" + was, "" + is, samePeriod));
    }
  }

  private void row(String id, String name, String row, Pair pair, List<String> key) {
    String what = row.isEmpty() ? name : name + " of " + row;
    if (pair.before() == null || pair.after() == null) {
      changes.add(
          new Change(
              "row",
              id,
              what,
              pair.before() == null ? "" : "listed",
              pair.after() == null ? "" : "listed",
              samePeriod));
      return;
    }
    for (String column : union(pair.left().columns(), pair.right().columns())) {
      if (!key.contains(column) && !column.endsWith(BEFORE)) {
        cell(id, what, column, pair);
      }
    }
  }

  private void cell(String id, String what, String column, Pair pair) {
    String was = pair.left().cell(pair.before(), column);
    String is = pair.right().cell(pair.after(), column);
    boolean number = pair.left().isNumber(pair.before(), column);
    if (!was.equals(is)) {
      changes.add(
          new Change(number ? "number" : "text", id, column + " of " + what, was, is, samePeriod));
    }
    String stated = column + BEFORE;
    if (following && pair.right().columns().contains(stated)) {
      String restated = pair.right().cell(pair.after(), stated);
      if (!restated.equals(was)) {
        changes.add(
            new Change(
                "number",
                id,
                column + " of " + what + ", as each report states it for the first period",
                was,
                restated,
                true));
      }
    }
  }

  private static Map<String, JsonNode> named(JsonNode list, String name) {
    Map<String, JsonNode> named = new LinkedHashMap<>();
    list.forEach(node -> named.put(node.path(name).asText(), node));
    return named;
  }

  private static Set<String> union(Iterable<String> left, Iterable<String> right) {
    Set<String> union = new LinkedHashSet<>();
    left.forEach(union::add);
    right.forEach(union::add);
    return union;
  }
}
