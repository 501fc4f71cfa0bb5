package dev.almanac.analyses.noise;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells params that choose the randomness or name the run from those that configure it. */
public final class SeedLikeParams {

  private static final Pattern WORD_ENDS =
      Pattern.compile("[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})");

  private static final Set<String> SEED_WORDS =
      Set.of("seed", "seeds", "rng", "pythonhashseed", "randomseed", "randomstate");

  /** Numbers of the repetition, where nothing else names the seed. */
  private static final Set<String> REPETITION_NAMES =
      Set.of("repeat", "repetition", "replicate", "replica", "rep", "trial", "trial_id", "restart");

  /** Names and places of the run itself, as argparse scripts and autologgers log them. */
  private static final Set<String> IDENTITY_NAMES =
      Set.of(
          "run_id",
          "run_name",
          "runname",
          "run",
          "exp_name",
          "experiment_name",
          "name",
          "id",
          "timestamp",
          "date",
          "datetime",
          "output_dir",
          "out_dir",
          "outdir",
          "save_dir",
          "log_dir",
          "logdir",
          "logging_dir",
          "ckpt_dir",
          "checkpoint_dir",
          "save_path",
          "ckpt_path",
          "checkpoint_path",
          "model_path",
          "work_dir",
          "hostname",
          "pid",
          "uuid");

  private SeedLikeParams() {}

  /** Tells whether a param chooses the randomness, or counts repetitions in place of one. */
  public static boolean isSeed(String key) {
    return choosesRandomness(key) || REPETITION_NAMES.contains(lastPart(key));
  }

  /** Tells whether a param chooses the randomness: {@code seed}, {@code model.random_state}. */
  public static boolean choosesRandomness(String key) {
    List<String> words = words(key);
    for (int index = 0; index < words.size(); index++) {
      boolean randomState =
          words.get(index).equals("random")
              && index + 1 < words.size()
              && words.get(index + 1).equals("state");
      if (randomState || SEED_WORDS.contains(words.get(index))) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether a param only says which run it is or where its files go. */
  public static boolean isIdentity(String key) {
    return IDENTITY_NAMES.contains(lastPart(key));
  }

  private static List<String> words(String key) {
    List<String> words = new ArrayList<>();
    for (String word : WORD_ENDS.split(key)) {
      if (!word.isEmpty()) {
        words.add(word.toLowerCase(Locale.ROOT));
      }
    }
    return words;
  }

  private static String lastPart(String key) {
    int from = Math.max(key.lastIndexOf('.'), key.lastIndexOf('/')) + 1;
    return key.substring(from).toLowerCase(Locale.ROOT);
  }
}
