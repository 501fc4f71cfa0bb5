package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.read.source.Fingerprint;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An experiment, which Almanac calls a project.
 *
 * @param id experiment id, always text: ids have up to 18 digits or are words
 * @param name its name, or the id where the name cannot be read
 * @param deleted whether it is marked deleted or lies in the trash
 * @param workspace workspace (MLflow 3.10 and later), or null
 * @param tags its tags
 */
record ExperimentFacts(
    String id, String name, boolean deleted, @Nullable String workspace, Map<String, String> tags) {

  private static final String DEFAULT_WORKSPACE = "default";

  ExperimentFacts {
    tags = Map.copyOf(tags);
  }

  /**
   * Returns the name that is unique in the store: experiments of different workspaces may share a
   * name, so that the workspace goes first unless it is the default one.
   */
  String project() {
    return inNamedWorkspace() ? workspace + "/" + name : name;
  }

  /** Tells whether the experiment is in a workspace other than the default one. */
  boolean inNamedWorkspace() {
    return workspace != null && !workspace.isEmpty() && !workspace.equals(DEFAULT_WORKSPACE);
  }

  /** Adds what runs of this experiment deliver of it, but whether it is deleted. */
  void addTo(Fingerprint fingerprint) {
    fingerprint.row("experiment", id, project());
    tags.forEach((key, value) -> fingerprint.row("experiment_tag", key, value));
  }
}
