package dev.almanac.ingest.wandb;

import dev.almanac.ingest.read.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a run ran on: {@code wandb-metadata.json}, telemetry, {@code requirements.txt}. Pure but for
 * what it delivers.
 */
public final class WandbEnvironment {

  /** A pinned requirement, or one from a place. */
  private static final Pattern REQUIREMENT =
      Pattern.compile("\\s*([A-Za-z0-9._\\[\\],-]+)\\s*(?:==|@)\\s*(\\S.*?)\\s*");

  private static final Pattern USER_IN_ADDRESS = Pattern.compile("://[^/@]*@");

  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("os", "os"),
          Map.entry("python", "python"),
          Map.entry("executable", "python"),
          Map.entry("host", "host"),
          Map.entry("docker", "host"),
          Map.entry("root", "host"),
          Map.entry("colab", "host"),
          Map.entry("program", "command"),
          Map.entry("codePath", "command"),
          Map.entry("codePathLocal", "command"),
          Map.entry("args", "command"),
          Map.entry("git", "git"),
          Map.entry("slurm", "slurm"),
          Map.entry("cpu_count", "hardware"),
          Map.entry("cpu_count_logical", "hardware"),
          Map.entry("cpu", "hardware"),
          Map.entry("cpu_freq", "hardware"),
          Map.entry("apple", "hardware"),
          Map.entry("disk", "hardware"),
          Map.entry("memory", "hardware"),
          Map.entry("gpu", "hardware"),
          Map.entry("gpu_count", "hardware"),
          Map.entry("gpu_devices", "hardware"),
          Map.entry("gpu_nvidia", "hardware"),
          Map.entry("gpu_amd", "hardware"),
          Map.entry("gpuapple", "hardware"),
          Map.entry("trainium", "hardware"),
          Map.entry("tpu", "hardware"),
          Map.entry("cuda", "hardware"),
          Map.entry("cudaVersion", "hardware"));

  /** Libraries by field number of {@code Imports} in wandb_telemetry.proto. */
  private static final Map<Long, String> FRAMEWORKS =
      Map.ofEntries(
          Map.entry(1L, "torch"),
          Map.entry(2L, "keras"),
          Map.entry(3L, "tensorflow"),
          Map.entry(4L, "fastai"),
          Map.entry(5L, "sklearn"),
          Map.entry(6L, "xgboost"),
          Map.entry(7L, "catboost"),
          Map.entry(8L, "lightgbm"),
          Map.entry(9L, "pytorch_lightning"),
          Map.entry(10L, "ignite"),
          Map.entry(11L, "transformers"),
          Map.entry(12L, "jax"),
          Map.entry(30L, "ray"),
          Map.entry(35L, "optuna"),
          Map.entry(45L, "flax"),
          Map.entry(49L, "huggingface_hub"),
          Map.entry(50L, "hydra"),
          Map.entry(51L, "datasets"),
          Map.entry(63L, "timm"),
          Map.entry(71L, "accelerate"),
          Map.entry(77L, "torch_geometric"),
          Map.entry(82L, "mmengine"),
          Map.entry(83L, "diffusers"),
          Map.entry(84L, "trl"),
          Map.entry(98L, "peft"),
          Map.entry(106L, "lightning"));

  private WandbEnvironment() {}

  /**
   * Delivers {@code wandb-metadata.json}. Nested facts have dotted keys; lists that are no command
   * line stay JSON; names of people are left to {@code runs.created_by}.
   */
  public static void metadata(JsonValue metadata, DeliveredRun run) {
    metadata
        .entries()
        .forEach(
            (key, value) -> {
              String kind = KINDS.get(key);
              if (kind != null) {
                fact(kind, key.equals("git") || key.equals("slurm") ? "" : key, value, run);
              }
            });
  }

  private static void fact(String kind, String key, JsonValue value, DeliveredRun run) {
    if (value instanceof JsonValue.Obj object) {
      object
          .fields()
          .forEach(
              (below, each) -> fact(kind, key.isEmpty() ? below : key + "." + below, each, run));
    } else if (!value.isNull() && !key.isEmpty()) {
      boolean none = value instanceof JsonValue.Array array && array.values().isEmpty();
      String text = value.asText();
      run.environment(kind, key, none ? null : kind.equals("git") ? withoutUser(text) : text);
    }
  }

  /** Returns an address without the user and password that some remotes are written with. */
  static String withoutUser(String address) {
    return USER_IN_ADDRESS.matcher(address).replaceFirst("://");
  }

  /** Delivers {@code _wandb} of a config: versions, and telemetry by field numbers. */
  public static void internal(JsonValue internal, DeliveredRun run) {
    run.environment("wandb", "cli_version", internal.get("cli_version").text());
    run.environment("python", "version", internal.get("python_version").text());
    run.environment("package", "transformers", internal.get("huggingface_version").text());
    JsonValue telemetry = internal.get("t");
    run.environment("wandb", "cli_version", telemetry.get("5").text());
    run.environment("wandb", "core_version", telemetry.get("12").text());
    run.environment("python", "version", telemetry.get("4").text());
    run.environment("os", "platform", telemetry.get("13").text());
    for (String imports : List.of("1", "2")) {
      for (JsonValue each : telemetry.get(imports).elements()) {
        Long number = each.integer();
        if (number != null) {
          framework(number, run);
        }
      }
    }
  }

  /** Delivers that a library was imported, by its field number; unknown ones are left out. */
  public static void framework(long number, DeliveredRun run) {
    String name = FRAMEWORKS.get(number);
    if (name != null) {
      run.environment("framework", name, "imported");
    }
  }

  /** Delivers {@code requirements.txt}: a package and its version a line. */
  public static void requirements(String text, DeliveredRun run) {
    text.lines()
        .forEach(
            line -> {
              Matcher matcher = REQUIREMENT.matcher(line);
              if (matcher.matches()) {
                run.environment("package", matcher.group(1), matcher.group(2));
              }
            });
  }

  /** Returns the user that metadata name: the W&B e-mail, else the name on the machine, or "". */
  public static String user(JsonValue metadata) {
    String email = metadata.get("email").text();
    String name = metadata.get("username").text();
    if (email != null && !email.isEmpty()) {
      return email;
    }
    return name == null ? "" : name;
  }
}
