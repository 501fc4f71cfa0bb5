package dev.almanac.analyses.importance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.analyses.sensitivity.DeclaredSpace;
import dev.almanac.analyses.sensitivity.Exclusion;
import dev.almanac.analyses.sensitivity.ParamColumn;
import dev.almanac.analyses.sensitivity.ParamTyping;
import dev.almanac.analyses.sensitivity.Scale;
import dev.almanac.analyses.sensitivity.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What each trial drew for each param, and from which domain. Trials of equal declarations make one
 * regime; those without a declaration, or with a value outside of it, make another, whose domain is
 * inferred from their values.
 */
final class DrawnParams {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  private final List<Map<String, Drawn>> trials = new ArrayList<>();

  /**
   * A value as logged and the domain that was declared for it.
   *
   * @param text the value, null if it is none
   * @param domain what the trial's sweep or study declares, if anything
   */
  record Drawn(@Nullable String text, Optional<Domain> domain) {}

  /**
   * All trials' params.
   *
   * @param params those that can be used
   * @param inferred of each the number of trials whose domain is inferred
   * @param exclusions those that cannot
   */
  record Columns(List<PedParam> params, int[] inferred, List<Exclusion> exclusions) {}

  /** Takes in the params of the next trial. */
  void add(Map<String, Drawn> trial) {
    trials.add(trial);
  }

  /** Reads a row of table {@code search_space}; empty if it does not bound the values. */
  static Optional<Domain> domain(
      @Nullable String type,
      @Nullable String scale,
      double low,
      double high,
      double step,
      @Nullable String choices) {
    if (type == null) {
      return Optional.empty();
    }
    boolean isLog = "log".equals(scale);
    boolean isBounded =
        low <= high && Double.isFinite(low) && Double.isFinite(high) && !(isLog && low <= 0);
    boolean isEven = isLog || "linear".equals(scale);
    return switch (type) {
      case "float" ->
          isBounded && isEven
              ? Optional.of(Domain.floats(low, high, isLog, step))
              : Optional.empty();
      case "int" ->
          isBounded && isEven
              ? Optional.of(Domain.integers(low, high, isLog, step))
              : Optional.empty();
      case "categorical" -> choices(choices);
      default -> Optional.empty();
    };
  }

  private static Optional<Domain> choices(@Nullable String json) {
    if (json == null) {
      return Optional.empty();
    }
    try {
      List<String> choices =
          JSON.readValue(json, TEXTS).stream().map(ParamTyping::normalise).distinct().toList();
      return choices.isEmpty() ? Optional.empty() : Optional.of(Domain.of(choices));
    } catch (JsonProcessingException noTexts) {
      return Optional.empty();
    }
  }

  /** Puts the trials into columns, in the order in which they came. */
  Columns columns() {
    TreeSet<String> keys = new TreeSet<>();
    trials.forEach(trial -> keys.addAll(trial.keySet()));
    List<PedParam> params = new ArrayList<>();
    List<Integer> inferred = new ArrayList<>();
    List<Exclusion> exclusions = new ArrayList<>();
    for (String key : keys) {
      if (ParamTyping.isSeed(key)) {
        exclusions.add(new Exclusion(key, "seed", "tells repeats apart", trials.size()));
        continue;
      }
      Column column = new Column(key, trials);
      Optional<Exclusion> unfit = column.unfit();
      unfit.ifPresentOrElse(
          exclusions::add,
          () -> {
            params.add(column.param());
            inferred.add(column.inferred);
          });
    }
    return new Columns(params, inferred.stream().mapToInt(Integer::intValue).toArray(), exclusions);
  }

  /** One param over all trials. */
  private static final class Column {
    private final String key;
    private final int[] regimes;
    private final double[] values;
    private final List<Domain> domains = new ArrayList<>();
    private @Nullable Exclusion unfit;
    private int inferred;

    Column(String key, List<Map<String, Drawn>> trials) {
      this.key = key;
      this.regimes = new int[trials.size()];
      this.values = new double[trials.size()];
      Arrays.fill(regimes, PedParam.INACTIVE);
      Map<Domain, List<Integer>> declared = new LinkedHashMap<>();
      List<Integer> others = new ArrayList<>();
      for (int trial = 0; trial < regimes.length; trial++) {
        Drawn drawn = trials.get(trial).get(key);
        if (drawn != null && drawn.text() != null) {
          if (drawn.domain().isPresent()) {
            Domain domain = drawn.domain().get();
            declared.computeIfAbsent(domain, absent -> new ArrayList<>()).add(trial);
          } else {
            others.add(trial);
          }
        }
      }
      declared.forEach((domain, members) -> declare(domain, members, trials, others));
      infer(others, trials);
    }

    private void declare(
        Domain domain,
        List<Integer> members,
        List<Map<String, Drawn>> trials,
        List<Integer> others) {
      for (int trial : members) {
        double value = value(domain, text(trials.get(trial)));
        if (Double.isNaN(value)) {
          others.add(trial);
        } else {
          regimes[trial] = domains.size();
          values[trial] = value;
        }
      }
      domains.add(domain);
    }

    private String text(Map<String, Drawn> trial) {
      Drawn drawn = trial.get(key);
      String text = drawn == null ? null : drawn.text();
      return text == null ? "" : text;
    }

    /** Return the number, or the index of the choice; NaN if the domain does not have it. */
    private static double value(Domain domain, String text) {
      String word = ParamTyping.normalise(text);
      if (domain.kind() == Domain.Kind.CHOICES) {
        int index = domain.choices().indexOf(word);
        return index < 0 ? Double.NaN : index;
      }
      try {
        double value = Double.parseDouble(word);
        // Bounds and values went through text and float: a last digit is no other space.
        double slack = 1e-9 * Math.max(Math.abs(domain.low()), Math.abs(domain.high()));
        return value >= domain.low() - slack && value <= domain.high() + slack ? value : Double.NaN;
      } catch (NumberFormatException noNumber) {
        return Double.NaN;
      }
    }

    private void infer(List<Integer> others, List<Map<String, Drawn>> trials) {
      if (others.isEmpty()) {
        return;
      }
      List<@Nullable String> texts = new ArrayList<>();
      others.forEach(trial -> texts.add(text(trials.get(trial))));
      // A text more, which no trial has, so that a value that all share is a column, too.
      texts.add(null);
      ParamTyping.Typing typing = ParamTyping.infer(key, texts);
      if (typing instanceof ParamTyping.LeftOut leftOut) {
        boolean isMissing = leftOut.exclusion().reason().equals("param_missing");
        unfit = isMissing ? null : leftOut.exclusion();
      } else if (typing instanceof ParamTyping.Varying varying) {
        ParamColumn column = varying.column();
        for (int place = 0; place < others.size(); place++) {
          if (!Double.isNaN(column.value(place))) {
            regimes[others.get(place)] = domains.size();
            values[others.get(place)] = column.value(place);
            inferred++;
          }
        }
        domains.add(domain(column.space()));
      }
    }

    private static Domain domain(DeclaredSpace space) {
      if (!space.type().isNumeric()) {
        return Domain.of(space.choices());
      }
      boolean isLog = space.scale() == Scale.LOG;
      return space.type() == ValueType.INT
          ? Domain.integers(space.low(), space.high(), isLog, 1)
          : Domain.floats(space.low(), space.high(), isLog, Double.NaN);
    }

    Optional<Exclusion> unfit() {
      if (unfit != null) {
        return Optional.of(unfit);
      }
      Map<Integer, Integer> used = new TreeMap<>();
      for (int regime : regimes) {
        used.merge(regime, 1, Integer::sum);
      }
      int active = regimes.length - used.getOrDefault(PedParam.INACTIVE, 0);
      if (active == 0) {
        return Optional.of(new Exclusion(key, "param_missing", "no trial has a value", active));
      }
      boolean isConstant = used.size() == 1 && domains.get(regimes[0]).isSingle();
      return isConstant
          ? Optional.of(new Exclusion(key, "param_constant", "one value to take", active))
          : Optional.empty();
    }

    PedParam param() {
      return new PedParam(key, domains, regimes, values);
    }
  }
}
