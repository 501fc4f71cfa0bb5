package dev.almanac.reports.budget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** Writes budgets as queries read them. */
public final class BudgetJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private BudgetJson() {}

  /** Returns a JSON array with an object for each budget, in their order. */
  public static String of(List<Budget> budgets) {
    try {
      return MAPPER.writeValueAsString(budgets);
    } catch (JsonProcessingException exception) {
      throw new IllegalStateException("Records of plain values always become JSON", exception);
    }
  }
}
