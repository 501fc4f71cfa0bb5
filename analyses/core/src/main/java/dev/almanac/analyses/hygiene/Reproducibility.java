package dev.almanac.analyses.hygiene;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a run could be done again from what was recorded.
 *
 * @param verdict the answer
 * @param missing the essential items that are not there, or not wholly
 * @param explanation one sentence
 */
record Reproducibility(Verdict verdict, List<Item> missing, String explanation) {

  /** The answer. */
  enum Verdict {
    /** Code, changes, packages, data, params and seed are all there. */
    YES,
    /** Code and params are there, so that one can begin; something else is missing. */
    PARTLY,
    /** The code or the params are missing. */
    NO;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Reproducibility {
    missing = List.copyOf(missing);
  }

  static Reproducibility of(RunHygiene run) {
    List<Item> missing = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    List<String> partial = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Finding finding : run.findings()) {
      Item item = finding.item();
      if (!item.isEssential()) {
        continue;
      }
      switch (finding.standing()) {
        case PRESENT -> {}
        case PARTIAL -> {
          missing.add(item);
          partial.add(item.label() + " (" + finding.evidence() + ")");
        }
        case UNKNOWN, NOT_APPLICABLE -> {
          missing.add(item);
          unknown.add(item.label());
        }
        case MISSING -> {
          missing.add(item);
          absent.add(item.label());
        }
        case NOT_RECORDED -> {
          missing.add(item);
          absent.add(item.label() + " (not recorded by " + run.tracker() + ")");
        }
      }
    }
    return new Reproducibility(
        verdict(run, missing), missing, explanation(absent, partial, unknown));
  }

  private static Verdict verdict(RunHygiene run, List<Item> missing) {
    if (missing.isEmpty()) {
      return Verdict.YES;
    }
    boolean canBegin = run.of(Item.CODE_COMMIT).credit() > 0 && run.of(Item.PARAMS).credit() > 0;
    return canBegin ? Verdict.PARTLY : Verdict.NO;
  }

  private static String explanation(
      List<String> absent, List<String> partial, List<String> unknown) {
    List<String> sentences = new ArrayList<>();
    if (!absent.isEmpty()) {
      sentences.add("Missing: " + Wording.listed(absent) + ".");
    }
    if (!partial.isEmpty()) {
      sentences.add("In part: " + String.join("; ", partial) + ".");
    }
    if (!unknown.isEmpty()) {
      sentences.add("Not known: " + Wording.listed(unknown) + ".");
    }
    return sentences.isEmpty()
        ? "Code, packages, data, params and seed are recorded."
        : String.join(" ", sentences);
  }
}
