package dev.almanac.ingest.wandb.server;

import dev.almanac.ingest.read.json.JsonValue;
import java.util.Map;

/** The part of the filter language of runs that tests use. */
final class RunFilter {

  private RunFilter() {}

  static boolean accepts(JsonValue filter, GraphQlDocument.Node run) {
    for (Map.Entry<String, JsonValue> each : filter.entries().entrySet()) {
      JsonValue wanted = each.getValue();
      boolean accepted =
          switch (each.getKey()) {
            case "$and" -> wanted.elements().stream().allMatch(one -> accepts(one, run));
            case "$or" ->
                wanted.elements().isEmpty()
                    || wanted.elements().stream().anyMatch(one -> accepts(one, run));
            default -> field(field(run, each.getKey()), wanted);
          };
      if (!accepted) {
        return false;
      }
    }
    return true;
  }

  private static JsonValue field(GraphQlDocument.Node run, String name) {
    String field =
        switch (name) {
          case "sweep" -> "sweepName";
          case "display_name" -> "displayName";
          case "created_at" -> "createdAt";
          default -> name;
        };
    Object value = run.field(field, Map.of());
    return value instanceof JsonValue json ? json : JsonValue.NULL;
  }

  private static boolean field(JsonValue value, JsonValue wanted) {
    if (wanted.entries().isEmpty()) {
      return value.elements().isEmpty() ? value.equals(wanted) : value.elements().contains(wanted);
    }
    for (Map.Entry<String, JsonValue> each : wanted.entries().entrySet()) {
      JsonValue operand = each.getValue();
      boolean met =
          switch (each.getKey()) {
            case "$eq" -> field(value, operand);
            case "$ne" -> !field(value, operand);
            case "$in" -> operand.elements().stream().anyMatch(one -> field(value, one));
            case "$nin" -> operand.elements().stream().noneMatch(one -> field(value, one));
            case "$gte" -> value.asText().compareTo(operand.asText()) >= 0;
            case "$gt" -> value.asText().compareTo(operand.asText()) > 0;
            case "$lte" -> value.asText().compareTo(operand.asText()) <= 0;
            case "$lt" -> value.asText().compareTo(operand.asText()) < 0;
            case "$regex" -> value.asText().matches(operand.asText());
            default -> throw new GraphQlDocument.Refused("unknown operator " + each.getKey());
          };
      if (!met) {
        return false;
      }
    }
    return true;
  }
}
