package dev.almanac.cli.config;

import dev.almanac.reports.budget.Budget;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the block {@code budgets} of {@code almanac.yaml}. */
final class BudgetReader {

  /** A currency is a word of a table's column: EUR, CHF, credits. */
  private static final int LONGEST_CURRENCY = 12;

  private final List<ConfigProblem> problems;

  BudgetReader(List<ConfigProblem> problems) {
    this.problems = problems;
  }

  List<Budget> read(YamlMapping root) {
    List<Budget> budgets = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (YamlMapping entry : root.mappings("budgets")) {
      int before = problems.size();
      Budget budget = budget(entry);
      if (budget != null && problems.size() == before) {
        budgets.add(budget);
        if (!seen.add(budget.unit() + "\n" + budget.per() + "\n" + budget.project())) {
          problem(
              entry,
              budget.unit(),
              "There are two budgets of "
                  + budget.unit()
                  + " per "
                  + budget.per()
                  + " for "
                  + (budget.project() == null ? "all projects" : "project " + budget.project())
                  + "; leave one.");
        }
      }
    }
    return budgets;
  }

  private @Nullable Budget budget(YamlMapping entry) {
    entry.allow(
        "hours",
        "gpu_hours",
        "cost",
        "per",
        "from",
        "to",
        "project",
        "per_hour",
        "per_gpu_hour",
        "currency");
    List<String> units =
        Stream.of("hours", "gpu_hours", "cost").filter(entry.keys()::contains).toList();
    if (units.size() != 1) {
      problem(
          entry,
          units.isEmpty() ? "hours" : units.get(1),
          "A budget has one of hours (of runs), gpu_hours or cost: how much may be used.");
      return null;
    }
    String unit = units.get(0);
    Double amount = number(entry, unit);
    String per = per(entry);
    LocalDate from = day(entry, "from");
    LocalDate to = day(entry, "to");
    if (per != null && per.equals("total") && from == null && !entry.keys().contains("from")) {
      problem(entry, "per", "A total needs its first day: from: 2026-01-01.");
    }
    if (from != null && to != null && to.isBefore(from)) {
      problem(
          entry, "to", "A budget's last day, to: " + to + ", is before its first, " + from + ".");
    }
    Price price = price(entry, unit);
    if (amount == null || per == null || (per.equals("total") && from == null)) {
      return null;
    }
    if (unit.equals("cost") && price == null || (from != null && to != null && to.isBefore(from))) {
      return null;
    }
    return new Budget(
        unit,
        amount,
        per,
        from == null ? null : from.toString(),
        to == null ? null : to.toString(),
        entry.text("project"),
        price == null ? null : price.amount(),
        price == null ? null : price.of(),
        price == null ? null : price.currency());
  }

  private record Price(double amount, String of, String currency) {}

  /** A cost is hours times a price; nothing else may have one. */
  private @Nullable Price price(YamlMapping entry, String unit) {
    List<String> given =
        Stream.of("per_hour", "per_gpu_hour", "currency").filter(entry.keys()::contains).toList();
    if (!unit.equals("cost")) {
      given.forEach(
          key -> problem(entry, key, key + " belongs to a budget of cost, not of " + unit + "."));
      return null;
    }
    boolean byHour = given.contains("per_hour");
    if (byHour == given.contains("per_gpu_hour")) {
      problem(
          entry,
          "cost",
          "A cost needs one price: per_hour (of a run) or per_gpu_hour, such as per_gpu_hour: 2.5.");
      return null;
    }
    Double amount = number(entry, byHour ? "per_hour" : "per_gpu_hour");
    String currency = entry.text("currency");
    if (currency == null || currency.length() > LONGEST_CURRENCY) {
      problem(
          entry,
          given.contains("currency") ? "currency" : "cost",
          "A cost needs a currency of at most " + LONGEST_CURRENCY + " characters, such as EUR.");
      return null;
    }
    return amount == null ? null : new Price(amount, byHour ? "hour" : "gpu_hour", currency);
  }

  private @Nullable String per(YamlMapping entry) {
    String per = entry.text("per");
    if (per != null && Budget.SPANS.contains(per)) {
      return per;
    }
    problem(
        entry,
        "per",
        "A budget is per week, month or quarter, or per: total from a first day on"
            + (per == null ? "." : ", not per " + per + "."));
    return null;
  }

  private @Nullable Double number(YamlMapping entry, String key) {
    String text = entry.text(key);
    try {
      double number = text == null ? Double.NaN : Double.parseDouble(text);
      if (number > 0 && Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException noNumber) {
      // Said below, as for numbers that do not fit.
    }
    problem(entry, key, key + " of a budget must be a number above 0, not " + text + ".");
    return null;
  }

  private @Nullable LocalDate day(YamlMapping entry, String key) {
    String text = entry.text(key);
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeException noDay) {
      problem(entry, key, key + " of a budget must be a day such as 2026-01-31, not " + text + ".");
      return null;
    }
  }

  private void problem(YamlMapping at, String key, String message) {
    problems.add(new ConfigProblem(at.line(key), message));
  }
}
