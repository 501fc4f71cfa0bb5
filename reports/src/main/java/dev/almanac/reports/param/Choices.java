package dev.almanac.reports.param;

import dev.almanac.reports.spec.ParamSpec;
import dev.almanac.warehouse.query.QueryRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what texts name among the rows of a query of choices. A text names a row by its value, else
 * by one of its other names, else as the beginning of a value or name. The rows are read once and
 * not kept. Used by one thread.
 */
final class Choices {

  /** As many as fit into a message that someone reads. */
  private static final int MOST_LISTED = 8;

  /** Enough to suggest from, for a message. */
  private static final int MOST_SUGGESTED_FROM = 200_000;

  private static final Set<String> OWN_COLUMNS = Set.of("value", "label", "detail");

  private final Map<String, Found> wanted = new LinkedHashMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private boolean isEmpty = true;

  /** A row: the value, how people call it, and what tells it from others of the same name. */
  record Choice(String value, String label, String detail) {

    String described() {
      List<String> words = new ArrayList<>();
      if (!label.equals(value)) {
        words.add(label);
      }
      if (!detail.isEmpty()) {
        words.add(detail);
      }
      return words.isEmpty() ? value : value + " (" + String.join(", ", words) + ")";
    }
  }

  /** What a text names, by how well it names it. */
  private static final class Found {
    private @Nullable Choice byValue;
    private final Map<String, Choice> byName = new LinkedHashMap<>();
    private final Map<String, Choice> byBeginning = new LinkedHashMap<>();

    private Map<String, Choice> best() {
      if (byValue != null) {
        return Map.of(byValue.value(), byValue);
      }
      return byName.isEmpty() ? byBeginning : byName;
    }
  }

  Choices(Set<String> texts) {
    texts.forEach(text -> wanted.put(text, new Found()));
  }

  /** Reads all rows: {@code value}, maybe {@code label} and {@code detail}, and other names. */
  void read(QueryRows rows) {
    int value = rows.indexOf("value");
    List<String> columns = rows.columns().stream().map(QueryRows.Column::name).toList();
    int label = columns.indexOf("label");
    int detail = columns.indexOf("detail");
    while (rows.next()) {
      isEmpty = false;
      String text = rows.text(value);
      if (text == null) {
        continue;
      }
      Choice choice = new Choice(text, text(rows, label, text), text(rows, detail, ""));
      take(choice, text, Match.VALUE);
      for (int column = 0; column < columns.size(); column++) {
        if (!OWN_COLUMNS.contains(columns.get(column))) {
          take(choice, text(rows, column, ""), Match.NAME);
        }
      }
    }
  }

  private enum Match {
    VALUE,
    NAME
  }

  private void take(Choice choice, String name, Match match) {
    if (names.size() < MOST_SUGGESTED_FROM && !name.isEmpty()) {
      names.add(name);
    }
    wanted.forEach(
        (text, found) -> {
          if (!name.startsWith(text)) {
            return;
          }
          if (name.length() > text.length()) {
            found.byBeginning.putIfAbsent(choice.value(), choice);
          } else if (match == Match.VALUE) {
            found.byValue = choice;
          } else {
            found.byName.putIfAbsent(choice.value(), choice);
          }
        });
  }

  private static String text(QueryRows rows, int column, String otherwise) {
    String text = column < 0 ? null : rows.text(column);
    return text == null || text.isEmpty() ? otherwise : text;
  }

  /** Returns the one row whose value or other name is exactly this text. */
  Optional<Choice> exactly(String text) {
    Found found = found(text);
    boolean exact = found.byValue != null || found.byName.size() == 1;
    return exact ? found.best().values().stream().findFirst() : Optional.empty();
  }

  /**
   * Returns the one row that a text names.
   *
   * @throws ParamException if it names none or several
   */
  Choice require(ParamSpec spec, String text) {
    Map<String, Choice> best = found(text).best();
    if (best.size() == 1) {
      return best.values().iterator().next();
    }
    if (isEmpty) {
      throw new ParamException(
          "There is no " + spec.name() + " '" + text + "': the warehouse has none yet.");
    }
    if (best.isEmpty()) {
      throw new ParamException(
          "There is no " + spec.name() + " '" + text + "'.", text, List.copyOf(names));
    }
    throw new ParamException(several(spec, text, List.copyOf(best.values())));
  }

  private Found found(String text) {
    return wanted.getOrDefault(text, new Found());
  }

  private static String several(ParamSpec spec, String text, List<Choice> candidates) {
    StringBuilder message = new StringBuilder();
    message
        .append(spec.name())
        .append(" '")
        .append(text)
        .append("' could be any of ")
        .append(candidates.size())
        .append(":");
    candidates.stream()
        .limit(MOST_LISTED)
        .forEach(choice -> message.append("\n  ").append(choice.described()));
    if (candidates.size() > MOST_LISTED) {
      message.append("\n  and ").append(candidates.size() - MOST_LISTED).append(" more");
    }
    return message.append("\nName one as it stands at the beginning of its line.").toString();
  }
}
