package dev.almanac.cli.suggest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the names that someone most likely meant. */
public final class NearestName {

  /** One edit in three characters still looks like a slip; more looks like another word. */
  private static final int CHARACTERS_PER_EDIT = 3;

  private NearestName() {}

  /** Returns the candidate nearest to what was typed, if any is near enough. */
  public static Optional<String> of(String typed, Collection<String> candidates) {
    return several(typed, candidates, 1).stream().findFirst();
  }

  /**
   * Returns the candidates near to what was typed, the nearest first; of equally near ones the
   * alphabetically first. Upper and lower case count as equal.
   */
  public static List<String> several(String typed, Collection<String> candidates, int limit) {
    String wanted = fold(typed);
    List<Scored> near = new ArrayList<>();
    for (String candidate : candidates) {
      int distance = distance(wanted, fold(candidate));
      if (distance <= allowed(wanted, fold(candidate))) {
        near.add(new Scored(candidate, distance));
      }
    }
    near.sort(Comparator.comparingInt(Scored::distance).thenComparing(Scored::name));
    return near.stream().map(Scored::name).distinct().limit(limit).toList();
  }

  /** Returns " Did you mean x, y or z?" with a leading blank, or nothing. */
  public static String hint(String typed, Collection<String> candidates) {
    List<String> names = several(typed, candidates, 3);
    if (names.isEmpty()) {
      return "";
    }
    String last = names.get(names.size() - 1);
    String others = names.stream().limit(names.size() - 1L).collect(Collectors.joining(", "));
    return " Did you mean " + (others.isEmpty() ? last : others + " or " + last) + "?";
  }

  /**
   * Returns the least number of insertions, deletions, substitutions and swaps of neighbours that
   * turn one text into the other, no substring being edited twice (optimal string alignment;
   * Boytsov 2011, section 2.2).
   */
  static int distance(String from, String to) {
    int[] beforeLast = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
        if (isSwap(from, to, i, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[to.length()];
  }

  private static boolean isSwap(String from, String to, int i, int j) {
    return i > 1
        && j > 1
        && from.charAt(i - 1) == to.charAt(j - 2)
        && from.charAt(i - 2) == to.charAt(j - 1);
  }

  private static int allowed(String wanted, String candidate) {
    int shorter = Math.min(wanted.length(), candidate.length());
    boolean begins = shorter >= 3 && (candidate.startsWith(wanted) || wanted.startsWith(candidate));
    int longer = Math.max(wanted.length(), candidate.length());
    return begins ? longer : Math.max(1, longer / CHARACTERS_PER_EDIT);
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private record Scored(String name, int distance) {}
}
