package dev.almanac.analyses.hygiene;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What tells which code ran: commit, changes since, command. */
final class CodeRules {

  /** A Git or Mercurial hash, perhaps abbreviated, as {@code git:} of Guild, with its star. */
  private static final Pattern HASH = Pattern.compile("(?:[a-z]+:)?[0-9a-f]{7,64}\\*?");

  private static final Set<String> COMMIT_WORDS = Set.of("commit", "sha", "revision", "githash");
  private static final Set<String> SOURCE_ENDINGS = Set.of("py", "ipynb", "jl", "r");
  private static final Set<String> TRUE = Set.of("true", "1", "yes");
  private static final Set<String> FALSE = Set.of("false", "0", "no");

  /** Keys of kind command that say where or how, not what. */
  private static final Set<String> NO_COMMAND =
      Set.of("cwd", "working_dir", "base_dir", "job", "config", "source_type");

  private static final int SHOWN_HASH = 10;

  private CodeRules() {}

  static Optional<Evidence> commit(RunFacts facts) {
    return commitFact(facts)
        .map(fact -> Evidence.full(fact.said("commit " + shortened(fact.text()))))
        .or(() -> savedSource(facts));
  }

  static Optional<Evidence> changes(RunFacts facts) {
    Optional<Fact> diff =
        facts
            .of("artifact")
            .filter(fact -> fact.text().matches(".*(patch|diff|uncommitted).*"))
            .findFirst();
    if (diff.isPresent()) {
      return diff.map(fact -> Evidence.full("changes kept in " + fact.name()));
    }
    Optional<Fact> dirty = dirtyFact(facts);
    if (dirty.isPresent()) {
      boolean clean = FALSE.contains(dirty.get().text().toLowerCase(Locale.ROOT));
      return Optional.of(
          clean
              ? Evidence.full(dirty.get().said("no uncommitted changes"))
              : new Evidence(
                  0.5, dirty.get().said("changed since the commit, without the changes")));
    }
    Optional<Fact> starred = commitFact(facts).filter(fact -> fact.text().endsWith("*"));
    if (starred.isPresent()) {
      return Optional.of(new Evidence(0.5, "changed since the commit, without the changes"));
    }
    return savedSource(facts).map(source -> Evidence.full("not needed: " + source.text()));
  }

  static Optional<Evidence> command(RunFacts facts) {
    Stream<Fact> said =
        facts
            .withParents("environment")
            .filter(fact -> fact.extra().equals("command") && !NO_COMMAND.contains(fact.name()));
    Stream<Fact> named =
        facts
            .named()
            .filter(fact -> KeyWords.of(fact.name()).hasAny(Set.of("command", "cmd", "argv")));
    return Stream.concat(said, named)
        .filter(fact -> !fact.text().isEmpty())
        .findFirst()
        .map(fact -> Evidence.full(fact.said(fact.name() + " " + Wording.cut(fact.text()))));
  }

  private static Optional<Fact> commitFact(RunFacts facts) {
    Stream<Fact> git = facts.withParents("environment").filter(fact -> fact.extra().equals("git"));
    Stream<Fact> named =
        facts
            .named()
            .filter(
                fact -> {
                  KeyWords words = KeyWords.of(fact.name());
                  boolean ofCode = !words.hasAny(DataRules.DATA_WORDS);
                  return ofCode
                      && (words.hasAny(COMMIT_WORDS)
                          || (words.hasAny(Set.of("git", "code"))
                              && words.hasAny(Set.of("hash", "version"))));
                });
    return Stream.concat(git, named)
        .filter(fact -> HASH.matcher(fact.text().toLowerCase(Locale.ROOT)).matches())
        .findFirst();
  }

  private static Optional<Fact> dirtyFact(RunFacts facts) {
    Stream<Fact> git = facts.withParents("environment").filter(fact -> fact.extra().equals("git"));
    return Stream.concat(git, facts.named())
        .filter(fact -> KeyWords.of(fact.name()).hasAny(Set.of("dirty")))
        .filter(
            fact -> {
              String said = fact.text().toLowerCase(Locale.ROOT);
              return TRUE.contains(said) || FALSE.contains(said);
            })
        .findFirst();
  }

  private static Optional<Evidence> savedSource(RunFacts facts) {
    Optional<Fact> listed = facts.withParents("code").findFirst();
    if (listed.isPresent()) {
      return listed.map(
          fact ->
              Evidence.full(
                  fact.said(
                      "copy of the source, " + Wording.counted(fact.count(), "file", "files"))));
    }
    return facts
        .of("artifact")
        .filter(
            fact ->
                Set.of("code", "source_code", "source-code").contains(fact.extra())
                    || SOURCE_ENDINGS.contains(Wording.firstWord(fact.text())))
        .findFirst()
        .map(fact -> Evidence.full("copy of the source, " + fact.name()));
  }

  private static String shortened(String hash) {
    return hash.length() > SHOWN_HASH ? hash.substring(0, SHOWN_HASH) : hash;
  }
}
