package dev.almanac.ingest.logs.lightning;

import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.ParamType;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.read.text.FileTexts;
import dev.almanac.ingest.read.yaml.YamlText;
import dev.almanac.ingest.read.yaml.YamlValue;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads Lightning's {@code hparams.yaml}. Nested params get names like those that Lightning gives
 * them in TensorBoard, {@code optimizer/lr}. Tags of Python are kept as text and never followed.
 */
public final class HparamsYaml {

  private static final String STANDARD_TAGS = "tag:yaml.org,2002:";

  private HparamsYaml() {}

  /** Reads the file into a run; if it cannot be read, that is a problem of the run. */
  public static void read(Path file, RunLog out) {
    YamlValue values;
    try {
      values = YamlText.parse(FileTexts.bytes(file));
    } catch (IOException unreadable) {
      out.problems().corrupt(file, "Cannot read the params: " + FileTexts.reason(unreadable));
      return;
    }
    if (values instanceof YamlValue.Mapping mapping) {
      deliver("", mapping, out);
    } else if (values.text() != null || !values.elements().isEmpty()) {
      out.problems().corrupt(file, "Cannot read the params: it holds no mapping.");
    }
  }

  private static void deliver(String prefix, YamlValue.Mapping mapping, RunLog out) {
    mapping
        .fields()
        .forEach(
            (name, value) -> {
              String key = prefix + name;
              if (value instanceof YamlValue.Scalar scalar) {
                deliver(key, scalar, out);
              } else if (value instanceof YamlValue.Mapping inner && !inner.fields().isEmpty()) {
                deliver(key + "/", inner, out);
              } else {
                out.param(key, value.asText(), ParamType.JSON, ParamOrigin.LOGGED);
              }
            });
  }

  private static void deliver(String key, YamlValue.Scalar scalar, RunLog out) {
    String tag = scalar.tag();
    if (tag != null && tag.contains("python")) {
      String shown = tag.startsWith(STANDARD_TAGS) ? tag.substring(STANDARD_TAGS.length()) : tag;
      String text = scalar.value().isEmpty() ? shown : shown + " " + scalar.value();
      out.param(key, text, ParamType.STRING, ParamOrigin.LOGGED);
    } else if (scalar.isNull()) {
      out.param(key, "null", ParamType.NULL, ParamOrigin.LOGGED);
    } else if (scalar.isPlain()) {
      out.param(key, scalar.value(), ParamOrigin.LOGGED);
    } else {
      out.param(key, scalar.value(), ParamType.STRING, ParamOrigin.LOGGED);
    }
  }
}
