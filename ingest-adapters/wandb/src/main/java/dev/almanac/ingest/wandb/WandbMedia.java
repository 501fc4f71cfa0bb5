package dev.almanac.ingest.wandb;

import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.read.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Images, tables and other files that a run logged, as artifacts. Pure but for what it delivers.
 */
public final class WandbMedia {

  /** The field that tells media from other objects. */
  public static final String TYPE = "_type";

  private WandbMedia() {}

  /**
   * Delivers the files of a media object: one ({@code path}) or a list ({@code filenames}).
   *
   * @param media an object with the field {@code _type}, as in history, summary and config
   * @return false if it names no file, as a histogram
   */
  public static boolean deliver(JsonValue media, DeliveredRun run) {
    String type = media.get(TYPE).text();
    if (type == null) {
      return false;
    }
    String path = media.get("path").text();
    if (path != null) {
      run.artifact(
          new Artifact(
              path.replace('\\', '/'),
              kind(type),
              media.get("size").integer(),
              digest(media.get("sha256").text()),
              uri(media)));
    }
    List<JsonValue> names = media.get("filenames").elements();
    for (JsonValue each : names) {
      if (each.text() != null) {
        String file = each.asText().replace('\\', '/');
        run.artifact(new Artifact(file, kind(type), null, null, null));
      }
    }
    return path != null || !names.isEmpty();
  }

  private static @Nullable String digest(@Nullable String sha256) {
    return sha256 == null ? null : "sha256:" + sha256;
  }

  private static @Nullable String uri(JsonValue media) {
    String exact = media.get("artifact_path").text();
    return exact != null ? exact : media.get("_latest_artifact_path").text();
  }

  /** Returns {@code image} for {@code image-file} and {@code images/separated}. */
  private static String kind(String type) {
    return switch (type) {
      case "images/separated" -> "image";
      case "videos" -> "video";
      case "audio" -> "audio";
      default -> type.replaceFirst("-file$", "");
    };
  }
}
