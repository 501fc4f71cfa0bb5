package dev.almanac.analyses.hygiene;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What tells where the code ran: Python, packages, hardware. */
final class EnvironmentRules {

  private static final Pattern VERSION =
      Pattern.compile("(?:c?python\\W*)?([23]\\.\\d+(?:\\.\\d+)?)\\b.*", Pattern.CASE_INSENSITIVE);
  private static final Pattern VERSION_IN_PATH = Pattern.compile(".*python([23]\\.\\d+)\\b.*");

  /** Fewer packages than this are what a tracker knows of itself and a framework, not a list. */
  private static final long WHOLE_LIST = 5;

  private static final Set<String> HARDWARE_WORDS =
      Set.of("gpu", "gpus", "cuda", "accelerator", "hardware", "device");
  private static final Set<String> NOT_HARDWARE = Set.of("hostname", "pid");

  private EnvironmentRules() {}

  static Optional<Evidence> python(RunFacts facts) {
    Stream<Fact> said =
        facts.withParents("environment").filter(fact -> fact.extra().equals("python"));
    Stream<Fact> named =
        facts.named().filter(fact -> KeyWords.of(fact.name()).hasAny(Set.of("python")));
    return Stream.concat(said, named)
        .flatMap(
            fact ->
                version(fact.text())
                    .map(found -> Evidence.full(fact.said("Python " + found)))
                    .stream())
        .findFirst();
  }

  static Optional<Evidence> packages(RunFacts facts) {
    Optional<Fact> listed = facts.withParents("package").findFirst();
    if (listed.isPresent() && listed.get().count() >= WHOLE_LIST) {
      return listed.map(
          fact -> Evidence.full(fact.said(Wording.counted(fact.count(), "package", "packages"))));
    }
    Optional<Evidence> file =
        facts
            .of("artifact")
            .filter(
                fact ->
                    fact.text()
                        .matches(".*(requirements|conda|environment|python_env|lock|dockerfile).*"))
            .findFirst()
            .map(fact -> Evidence.full("listed in " + fact.name()));
    if (file.isPresent()) {
      return file;
    }
    Optional<Evidence> image =
        facts
            .named()
            .filter(fact -> isImageOfContainer(fact.name()))
            .findFirst()
            .map(
                fact ->
                    new Evidence(
                        fact.text().contains("@sha256:") ? 1 : 0.75,
                        fact.said("container image " + Wording.cut(fact.text()))));
    return image.or(
        () ->
            listed.map(
                fact ->
                    new Evidence(
                        0.5,
                        fact.said(
                            "only " + Wording.counted(fact.count(), "package", "packages")))));
  }

  static Optional<Evidence> hardware(RunFacts facts) {
    Optional<Evidence> said =
        facts
            .withParents("environment")
            .filter(fact -> fact.extra().equals("hardware"))
            .filter(fact -> !NOT_HARDWARE.contains(fact.name()) && !fact.text().isEmpty())
            .filter(fact -> !fact.name().startsWith("disk"))
            .findFirst()
            .map(fact -> Evidence.full(fact.said(fact.name() + " " + Wording.cut(fact.text()))));
    if (said.isPresent()) {
      return said;
    }
    Optional<Evidence> named =
        facts
            .named()
            .filter(fact -> KeyWords.of(fact.name()).hasAny(HARDWARE_WORDS))
            .findFirst()
            .map(
                fact ->
                    new Evidence(0.5, fact.said(fact.name() + " = " + Wording.cut(fact.text()))));
    return named.or(
        () ->
            facts
                .of("system")
                .findFirst()
                .map(
                    fact ->
                        new Evidence(
                            0.5,
                            "its use was sampled ("
                                + Wording.counted(fact.count(), "system metric", "system metrics")
                                + "), its kind is not said")));
  }

  private static Optional<String> version(String text) {
    for (Pattern pattern : new Pattern[] {VERSION, VERSION_IN_PATH}) {
      Matcher matcher = pattern.matcher(text.strip());
      if (matcher.matches()) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }

  private static boolean isImageOfContainer(String name) {
    KeyWords words = KeyWords.of(name);
    return words.hasAny(Set.of("docker", "container"));
  }
}
