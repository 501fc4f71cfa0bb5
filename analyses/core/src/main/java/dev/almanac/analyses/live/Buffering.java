package dev.almanac.analyses.live;

/** How long trackers may keep points before they write them. */
final class Buffering {

  /** TensorBoard's writers flush every 120 seconds unless told otherwise. */
  private static final double EVENT_FILES = 150;

  /** For the writers of the others, and for clocks that differ. */
  private static final double OTHERS = 30;

  private Buffering() {}

  /** Returns seconds. */
  static double of(String tracker) {
    return switch (tracker) {
      case "tensorboard", "lightning", "huggingface", "stable-baselines3", "ray" -> EVENT_FILES;
      default -> OTHERS;
    };
  }
}
