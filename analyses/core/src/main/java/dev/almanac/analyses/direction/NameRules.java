package dev.almanac.analyses.direction;

import java.util.Collections;
import java.util.List;

/** Infers a metric's direction from the words of its name. */
public final class NameRules {

  private NameRules() {}

  /**
   * Infers a direction.
   *
   * <p>Known phrases come first; then a spread ({@code accuracy_std}) or another quantity in last
   * place ({@code mean_score_time}) ends the search; then the last word that names a metric decides
   * ({@code dice_loss} is a loss), else the last that leans one way ({@code test_score}). A {@code
   * neg} before it turns the direction round ({@code neg_log_loss} is to be maximised).
   */
  public static StatedDirection infer(MetricName name) {
    List<String> words = name.words();
    for (NameWords.Phrase phrase : NameWords.PHRASES) {
      int at = Collections.indexOfSubList(words, phrase.words());
      if (at >= 0 && !outranked(words, at + phrase.words().size(), phrase.direction())) {
        return stated(words, at, phrase.direction(), String.join(" ", phrase.words()));
      }
    }
    for (String word : words) {
      if (NameWords.SPREAD.contains(word)) {
        return unknown("\"" + word + "\" says that it is a spread, not a level.");
      }
    }
    String head = head(words);
    if (NameWords.OTHER_QUANTITY.contains(head)) {
      return unknown("\"" + head + "\" does not say whether less or more is better.");
    }
    return single(words);
  }

  private static StatedDirection single(List<String> words) {
    for (int index = words.size() - 1; index >= 0; index--) {
      Direction strong = NameWords.strong(words.get(index));
      if (strong != Direction.UNKNOWN) {
        return stated(words, index, strong, words.get(index));
      }
    }
    for (int index = words.size() - 1; index >= 0; index--) {
      Direction weak = NameWords.weak(words.get(index));
      if (weak != Direction.UNKNOWN) {
        return stated(words, index, weak, words.get(index));
      }
    }
    return unknown("No word of the name tells whether less or more is better.");
  }

  private static boolean outranked(List<String> words, int from, Direction direction) {
    return direction != Direction.UNKNOWN
        && words.subList(from, words.size()).stream()
            .map(NameWords::strong)
            .anyMatch(later -> later != Direction.UNKNOWN && later != direction);
  }

  private static String head(List<String> words) {
    for (int index = words.size() - 1; index >= 0; index--) {
      String word = words.get(index);
      boolean passedOver =
          NameWords.AGGREGATION.contains(word)
              || SplitRole.ofWord(word).isPresent()
              || word.chars().allMatch(Character::isDigit);
      if (!passedOver) {
        return word;
      }
    }
    return "";
  }

  private static StatedDirection stated(
      List<String> words, int at, Direction direction, String evidence) {
    if (direction == Direction.UNKNOWN) {
      return unknown("\"" + evidence + "\" does not say whether less or more is better.");
    }
    long reversals = words.subList(0, at).stream().filter(NameWords.REVERSING::contains).count();
    if (reversals % 2 == 0) {
      return new StatedDirection(
          direction, Basis.INFERRED_NAME, "Inferred from \"" + evidence + "\" in the name.");
    }
    return new StatedDirection(
        direction.reversed(),
        Basis.INFERRED_NAME,
        "Inferred from \"" + evidence + "\" in the name, turned round by a negation before it.");
  }

  private static StatedDirection unknown(String reason) {
    return new StatedDirection(Direction.UNKNOWN, Basis.UNKNOWN, reason);
  }
}
