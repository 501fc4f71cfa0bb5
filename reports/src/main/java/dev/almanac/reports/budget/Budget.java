package dev.almanac.reports.budget;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much compute may be used over a span of time.
 *
 * @param unit what is counted: {@code hours} of runs, {@code gpu_hours}, or {@code cost}
 * @param amount how much of it, more than 0
 * @param per {@code week}, {@code month} or {@code quarter}, over and over; or {@code total}
 * @param from first day that counts, ISO 8601, or null for any; a total has one
 * @param to last day that counts, ISO 8601, or null if it never ends
 * @param project the project whose runs count, or null for all
 * @param price what one hour costs, for {@code cost} alone
 * @param priced what the price is of: {@code hour} or {@code gpu_hour}, for {@code cost} alone
 * @param currency its name, for {@code cost} alone
 */
public record Budget(
    String unit,
    double amount,
    String per,
    @Nullable String from,
    @Nullable String to,
    @Nullable String project,
    @Nullable Double price,
    @Nullable String priced,
    @Nullable String currency) {

  /** What budgets are in. */
  public static final Set<String> UNITS = Set.of("hours", "gpu_hours", "cost");

  /** What budgets are for. */
  public static final Set<String> SPANS = Set.of("week", "month", "quarter", "total");

  /** Checks that it can be reckoned with. */
  public Budget {
    requireNonNull(unit, "unit is null");
    requireNonNull(per, "per is null");
    check(UNITS.contains(unit), "its unit is " + unit);
    check(SPANS.contains(per), "it is per " + per);
    check(amount > 0 && Double.isFinite(amount), "its amount is " + amount);
    check(!per.equals("total") || from != null, "a total has no first day");
    boolean paid = price != null && price > 0 && Double.isFinite(price);
    check(unit.equals("cost") ? paid : price == null, "its price is " + price);
    check(
        unit.equals("cost") == (priced != null && currency != null), "its price is not explained");
    if (from != null && to != null) {
      check(!LocalDate.parse(to).isBefore(LocalDate.parse(from)), "it ends before it begins");
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("Cannot keep a budget: " + otherwise);
    }
  }
}
