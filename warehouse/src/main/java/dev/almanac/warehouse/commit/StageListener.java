package dev.almanac.warehouse.commit;

/**
 * Is told when a writer reaches a point at which it could be interrupted. A seam for tests that
 * kill the process there; production code passes {@link #NONE}.
 */
@FunctionalInterface
public interface StageListener {

  /** Does nothing. */
  StageListener NONE = stage -> {};

  /** Is called when a stage has been reached. */
  void reached(String stage);
}
