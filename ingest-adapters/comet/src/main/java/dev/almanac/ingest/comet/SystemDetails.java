package dev.almanac.ingest.comet;

import dev.almanac.ingest.read.json.JsonValue;
import java.util.List;
import java.util.Map;

/** Puts what clients, servers and downloads say of machine, code and packages into facts. Pure. */
final class SystemDetails {

  /** Kind of fact by field, in the spellings of clients and of servers. */
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("os", "os"),
          Map.entry("os_type", "os"),
          Map.entry("os_release", "os"),
          Map.entry("osType", "os"),
          Map.entry("osRelease", "os"),
          Map.entry("machine", "hardware"),
          Map.entry("processor", "hardware"),
          Map.entry("maxTotalMemory", "hardware"),
          Map.entry("totalRam", "hardware"),
          Map.entry("hostname", "host"),
          Map.entry("ip", "host"),
          Map.entry("pid", "host"),
          Map.entry("python_exe", "python"),
          Map.entry("python_version", "python"),
          Map.entry("python_version_verbose", "python"),
          Map.entry("executable", "python"),
          Map.entry("pythonVersion", "python"),
          Map.entry("pythonVersionVerbose", "python"));

  private SystemDetails() {}

  /** Takes in system details, whatever fields there are. */
  static void details(ExperimentFacts facts, JsonValue details) {
    details
        .entries()
        .forEach(
            (field, value) -> {
              switch (field) {
                case "message_id", "experimentKey", "systemMetricNames" -> {}
                case "command" -> facts.fact("command", "command", command(value));
                case "user" -> {
                  facts.machineUser(value.text());
                  facts.fact("host", "user", value);
                }
                case "env" -> variables(facts, value);
                case "gpuStaticInfoList", "gpu_static_info" -> gpus(facts, value);
                case "installedPackages", "installed_packages" -> packages(facts, value);
                case "osPackages", "os_packages" -> osPackages(facts, value);
                case "logAdditionalSystemInfoList" ->
                    value
                        .elements()
                        .forEach(
                            each ->
                                facts.fact(
                                    "system_info", each.get("key").asText(), each.get("value")));
                default -> facts.fact(KINDS.getOrDefault(field, "system"), field, value);
              }
            });
  }

  private static String command(JsonValue command) {
    List<JsonValue> words = command.elements();
    return words.isEmpty() && !command.isNull() && command.text() != null
        ? command.asText()
        : String.join(" ", words.stream().map(JsonValue::asText).toList());
  }

  private static void variables(ExperimentFacts facts, JsonValue env) {
    env.entries()
        .forEach(
            (name, value) ->
                facts.fact("env", name, CometMapping.shownVariable(name, value.asText())));
  }

  static void gpus(ExperimentFacts facts, JsonValue gpus) {
    int number = 0;
    for (JsonValue gpu : gpus.elements()) {
      String index = gpu.get("gpuIndex").isNull() ? number + "" : gpu.get("gpuIndex").asText();
      gpu.entries()
          .forEach((field, value) -> facts.fact("hardware", "gpu." + index + "." + field, value));
      number++;
    }
  }

  static void packages(ExperimentFacts facts, JsonValue packages) {
    split(facts, "package", packages, "==");
  }

  static void osPackages(ExperimentFacts facts, JsonValue packages) {
    split(facts, "os_package", packages, "=");
  }

  private static void split(
      ExperimentFacts facts, String kind, JsonValue packages, String separator) {
    for (JsonValue each : packages.elements()) {
      String text = each.asText();
      int at = text.indexOf(separator);
      facts.fact(
          kind,
          at < 0 ? text : text.substring(0, at),
          at < 0 ? "" : text.substring(at + separator.length()));
    }
  }

  /** Takes in what is said of the repository: of clients {@code parent} is the commit. */
  static void git(ExperimentFacts facts, JsonValue git) {
    git.entries()
        .forEach(
            (field, value) -> {
              if (!field.equals("message_id")) {
                facts.fact("git", field.equals("parent") ? "commit" : field, value);
              }
            });
  }

  static void cloud(ExperimentFacts facts, JsonValue cloud) {
    facts.fact("cloud", "provider", cloud.get("provider"));
    cloud
        .get("cloud_metadata")
        .entries()
        .forEach((field, value) -> facts.fact("cloud", field, value));
  }
}
