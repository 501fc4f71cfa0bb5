package dev.almanac.analyses.pooling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Params of different projects that may be the same under other names: alike in name, of one type,
 * on one scale and with ranges that meet. Params that stand in one project together are different.
 */
final class AliasSuggestions {

  /** So many names are compared with one another; the count of the others is reported. */
  static final int MOST_NAMES = 600;

  private static final double LEAST_SCORE = 0.7;
  private static final double RANGES_APART = 0.15;
  private static final double OTHER_SCALE = 0.1;

  /**
   * A suggestion.
   *
   * @param name the param that another name stands for
   * @param canonical the other one, which more projects use
   * @param score how sure it is, 0 to 1
   * @param reason why
   */
  record Suggestion(ParamAcross name, ParamAcross canonical, double score, String reason) {}

  private record Pair(ParamAcross a, ParamAcross b, double score) {}

  private AliasSuggestions() {}

  /** Returns suggestions, the surest first; each name at most once, and never in a chain. */
  static List<Suggestion> of(List<ParamAcross> params) {
    List<Pair> pairs = new ArrayList<>();
    List<ParamName> names = params.stream().map(param -> ParamName.of(param.key())).toList();
    int most = Math.min(MOST_NAMES, params.size());
    for (int left = 0; left < most; left++) {
      for (int right = left + 1; right < most; right++) {
        double likeness = names.get(left).likeness(names.get(right));
        double score =
            likeness < LEAST_SCORE ? 0 : score(likeness, params.get(left), params.get(right));
        if (score >= LEAST_SCORE) {
          pairs.add(new Pair(params.get(left), params.get(right), score));
        }
      }
    }
    pairs.sort(
        Comparator.comparingDouble((Pair pair) -> -pair.score())
            .thenComparing(pair -> pair.a().key())
            .thenComparing(pair -> pair.b().key()));
    return chosen(pairs);
  }

  private static List<Suggestion> chosen(List<Pair> pairs) {
    List<Suggestion> suggestions = new ArrayList<>();
    TreeSet<String> aliases = new TreeSet<>();
    TreeSet<String> canonicals = new TreeSet<>();
    for (Pair pair : pairs) {
      boolean firstLeads = leads(pair.a(), pair.b(), canonicals);
      ParamAcross canonical = firstLeads ? pair.a() : pair.b();
      ParamAcross name = firstLeads ? pair.b() : pair.a();
      boolean free =
          !aliases.contains(canonical.key())
              && !aliases.contains(name.key())
              && !canonicals.contains(name.key());
      if (free) {
        aliases.add(name.key());
        canonicals.add(canonical.key());
        suggestions.add(new Suggestion(name, canonical, pair.score(), reason(name, canonical)));
      }
    }
    return suggestions;
  }

  private static boolean leads(ParamAcross a, ParamAcross b, Set<String> canonicals) {
    if (canonicals.contains(a.key()) != canonicals.contains(b.key())) {
      return canonicals.contains(a.key());
    }
    int more = Integer.compare(a.params().size(), b.params().size());
    int longer = Integer.compare(a.key().length(), b.key().length());
    return more != 0 ? more > 0 : longer != 0 ? longer > 0 : a.key().compareTo(b.key()) < 0;
  }

  private static double score(double likeness, ParamAcross a, ParamAcross b) {
    boolean together = a.params().keySet().stream().anyMatch(b.params()::containsKey);
    if (together || a.isNumeric() != b.isNumeric()) {
      return 0;
    }
    double score = likeness;
    score -= a.isNumeric() && a.isLog() != b.isLog() ? OTHER_SCALE : 0;
    score -= valuesMeet(a, b) ? 0 : RANGES_APART;
    return score;
  }

  private static boolean valuesMeet(ParamAcross a, ParamAcross b) {
    if (a.isNumeric()) {
      return low(a) <= high(b) && low(b) <= high(a);
    }
    TreeSet<String> texts = new TreeSet<>();
    a.params().values().forEach(param -> texts.addAll(param.allTexts()));
    return b.params().values().stream()
        .anyMatch(param -> param.allTexts().stream().anyMatch(texts::contains));
  }

  private static double low(ParamAcross param) {
    return param.params().values().stream().mapToDouble(ParamFacts::low).min().orElse(Double.NaN);
  }

  private static double high(ParamAcross param) {
    return param.params().values().stream().mapToDouble(ParamFacts::high).max().orElse(Double.NaN);
  }

  private static String reason(ParamAcross name, ParamAcross canonical) {
    String kind = name.isNumeric() ? "number" : "choice";
    String values = name.isNumeric() ? "ranges" : "choices";
    return String.format(
        Locale.ROOT,
        "names alike, both a %s, %s that %s, and never in one project together",
        kind,
        values,
        valuesMeet(name, canonical) ? "meet" : "do not meet");
  }
}
