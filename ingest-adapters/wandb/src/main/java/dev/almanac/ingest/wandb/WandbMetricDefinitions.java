package dev.almanac.ingest.wandb;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.read.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a run said of its metrics by {@code define_metric}. Not safe for use by several threads.
 *
 * <p>Field numbers are those of {@code MetricRecord} in wandb_internal.proto; {@code _wandb.m} of
 * the config holds the same messages as JSON, with field numbers for names.
 */
public final class WandbMetricDefinitions {

  /** Summary kinds by field number of {@code MetricSummary}. */
  private static final List<String> SUMMARIES =
      List.of("", "min", "max", "mean", "best", "last", "none", "copy", "first");

  /** Field number of {@code MetricOptions.hidden}. */
  private static final int HIDDEN = 2;

  /** Values of {@code MetricRecord.goal}. */
  private static final int MINIMIZE = 1;

  private static final int MAXIMIZE = 2;

  /** Says where a direction comes from. */
  private static final String BASIS = "define_metric";

  private static final String SWEEP = "sweep";

  private static final Defined NOTHING = new Defined(null, false, List.of(), 0);

  private final Map<String, Defined> byName = new LinkedHashMap<>();
  private final Map<String, Defined> byPrefix = new LinkedHashMap<>();
  private final List<String> indexed = new ArrayList<>();
  private @Nullable String sweepMetric;
  private @Nullable String sweepDirection;

  /**
   * One definition.
   *
   * @param stepMetric name of the metric on the x axis, or null
   * @param hidden whether it is not to be plotted
   * @param summaries kinds of summaries in the order of their field numbers
   * @param goal number of the goal; 0 for none
   */
  public record Defined(
      @Nullable String stepMetric, boolean hidden, List<String> summaries, int goal) {

    /** Copies the list. */
    public Defined {
      summaries = List.copyOf(summaries);
    }

    private @Nullable String direction() {
      return switch (goal) {
        case MINIMIZE -> "min";
        case MAXIMIZE -> "max";
        default -> null;
      };
    }
  }

  /** Returns the name of a kind of summary by its field number, or null if it is not known. */
  public static @Nullable String summary(long number) {
    return number > 0 && number < SUMMARIES.size() ? SUMMARIES.get((int) number) : null;
  }

  /**
   * Takes in a definition of one metric, or of all whose names match a glob; the last one holds.
   */
  public void add(String name, String glob, Defined defined) {
    if (!name.isEmpty()) {
      byName.put(name, defined);
    } else if (glob.endsWith("*")) {
      byPrefix.put(glob.substring(0, glob.length() - 1), defined);
    } else if (!glob.isEmpty()) {
      byName.put(glob, defined);
    }
  }

  /** Takes in which metric the run's sweep is to make {@code min} or {@code max}. */
  public void sweep(String name, String direction) {
    sweepMetric = name;
    sweepDirection = direction;
  }

  /** Tells whether nothing was defined. */
  public boolean isEmpty() {
    return byName.isEmpty() && byPrefix.isEmpty() && sweepMetric == null;
  }

  /** Returns all definitions in the form of {@code _wandb.m}, steps by their names. */
  JsonValue toJson() {
    List<JsonValue> all = new ArrayList<>();
    byName.forEach((name, defined) -> all.add(json("1", name, defined)));
    byPrefix.forEach((prefix, defined) -> all.add(json("2", prefix + "*", defined)));
    return new JsonValue.Array(all);
  }

  private static JsonValue json(String field, String name, Defined defined) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put(field, new JsonValue.Text(name));
    if (defined.stepMetric() != null) {
      fields.put("4", new JsonValue.Text(defined.stepMetric()));
    }
    if (defined.hidden()) {
      fields.put("6", new JsonValue.Array(List.of(number(HIDDEN))));
    }
    List<JsonValue> kinds = new ArrayList<>();
    defined.summaries().forEach(word -> kinds.add(number(SUMMARIES.indexOf(word))));
    fields.put("7", new JsonValue.Array(kinds));
    fields.put("8", number(defined.goal()));
    return new JsonValue.Obj(fields);
  }

  private static JsonValue number(int value) {
    return new JsonValue.Num(Integer.toString(value));
  }

  /** Takes in {@code _wandb.m} of a config. */
  public void addAll(JsonValue definitions) {
    List<JsonValue> all = definitions.elements();
    for (JsonValue each : all) {
      indexed.add(each.get("1").isNull() ? "" : each.get("1").asText());
    }
    for (JsonValue each : all) {
      add(text(each.get("1")), text(each.get("2")), defined(each));
    }
  }

  private Defined defined(JsonValue definition) {
    String stepMetric = definition.get("4").text();
    Long index = definition.get("5").integer();
    if (stepMetric == null && index != null && index >= 1 && index <= indexed.size()) {
      stepMetric = indexed.get((int) (index - 1));
    }
    boolean hidden = false;
    for (JsonValue option : definition.get("6").elements()) {
      Long number = option.integer();
      hidden |= number != null && number == HIDDEN;
    }
    List<String> summaries = new ArrayList<>();
    for (JsonValue kind : definition.get("7").elements()) {
      Long number = kind.integer();
      String word = number == null ? null : summary(number);
      if (word != null) {
        summaries.add(word);
      }
    }
    Long goal = definition.get("8").integer();
    int known = goal != null && (goal == MINIMIZE || goal == MAXIMIZE) ? goal.intValue() : 0;
    return new Defined(stepMetric, hidden, summaries, known);
  }

  private static String text(JsonValue value) {
    String text = value.text();
    return text == null ? "" : text;
  }

  /** Returns what was said of a metric, by its name before any glob, or null. */
  public @Nullable Defined of(String name) {
    Defined own = byName.get(name);
    if (own != null) {
      return own;
    }
    Defined found = null;
    int longest = -1;
    for (Map.Entry<String, Defined> glob : byPrefix.entrySet()) {
      if (glob.getKey().length() > longest && name.startsWith(glob.getKey())) {
        longest = glob.getKey().length();
        found = glob.getValue();
      }
    }
    return found;
  }

  private static void addHidden(String name, Defined defined, List<JsonValue> hidden) {
    if (defined.hidden()) {
      hidden.add(new JsonValue.Text(name));
    }
  }

  /**
   * Delivers the definitions of the metrics that have points, and of those defined by name. Hidden
   * ones are named in the tag {@code define_metric.hidden}.
   */
  public void deliver(DeliveredRun run) {
    Set<String> names = new TreeSet<>(run.metricNames());
    names.addAll(byName.keySet());
    if (sweepMetric != null) {
      names.add(sweepMetric);
    }
    List<JsonValue> hidden = new ArrayList<>();
    for (String name : names) {
      boolean swept = name.equals(sweepMetric);
      Defined defined = name.startsWith("_") ? null : of(name);
      if (swept && defined == null) {
        defined = NOTHING;
      }
      if (defined != null) {
        String own = defined.direction();
        String direction = own == null && swept ? sweepDirection : own;
        run.definition(
            new MetricDefinition(
                MetricKind.METRIC,
                name,
                MetricDefinition.StepKind.STEP,
                defined.stepMetric(),
                direction,
                direction == null ? null : own == null ? SWEEP : BASIS,
                defined.summaries().isEmpty() ? null : String.join(",", defined.summaries()),
                null));
      }
    }
    byName.forEach((name, defined) -> addHidden(name, defined, hidden));
    byPrefix.forEach((prefix, defined) -> addHidden(prefix + "*", defined, hidden));
    if (!hidden.isEmpty()) {
      run.tag("define_metric.hidden", new JsonValue.Array(hidden).toJson());
    }
  }
}
