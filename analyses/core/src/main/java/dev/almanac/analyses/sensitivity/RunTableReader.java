package dev.almanac.analyses.sensitivity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turn logged runs into a table of columns: leave out unfit runs and params, and count them. */
final class RunTableReader {
  private RunTableReader() {}

  /** Read runs in any order, with the spaces that their sweeps declare. */
  static RunTable read(List<LoggedRun> runs, DeclaredSpaces spaces) {
    List<LoggedRun> fit = new ArrayList<>();
    TreeMap<String, Integer> unfit = new TreeMap<>();
    for (LoggedRun run : runs) {
      String reason = run.unfit();
      if (reason.isEmpty()) {
        fit.add(run);
      } else {
        unfit.merge(reason, 1, Integer::sum);
      }
    }
    List<Exclusion> exclusions = new ArrayList<>();
    unfit.forEach((reason, count) -> exclusions.add(new Exclusion("", reason, "runs", count)));
    return table(fit, spaces, exclusions);
  }

  /** Read all runs given, fit or not; the metric of those that never logged it is NaN. */
  static RunTable readAll(List<LoggedRun> runs, DeclaredSpaces spaces) {
    return table(runs, spaces, new ArrayList<>());
  }

  private static RunTable table(
      List<LoggedRun> fit, DeclaredSpaces spaces, List<Exclusion> exclusions) {
    List<ParamColumn> params = params(fit, spaces, exclusions);
    return new RunTable(
        fit.stream()
            .mapToDouble(run -> Objects.requireNonNullElse(run.metric(), Double.NaN))
            .toArray(),
        fit.stream().map(RunTableReader::configuration).toArray(String[]::new),
        fit.stream().mapToLong(LoggedRun::start).toArray(),
        params,
        exclusions);
  }

  private static List<ParamColumn> params(
      List<LoggedRun> fit, DeclaredSpaces spaces, List<Exclusion> exclusions) {
    TreeSet<String> keys = new TreeSet<>();
    fit.forEach(run -> keys.addAll(run.params().keySet()));
    List<ParamColumn> params = new ArrayList<>();
    for (String key : keys) {
      List<@Nullable String> texts = new ArrayList<>();
      fit.forEach(run -> texts.add(run.params().get(key)));
      ParamTyping.Typing typing =
          spaces
              .of(key)
              .map(space -> ParamTyping.declared(key, texts, space))
              .orElseGet(() -> ParamTyping.infer(key, texts));
      if (typing instanceof ParamTyping.Varying varying) {
        params.add(varying.column());
      } else if (typing instanceof ParamTyping.LeftOut leftOut) {
        exclusions.add(leftOut.exclusion());
      }
    }
    return params;
  }

  /** Name a configuration by all its params but seeds; their spelling makes no difference. */
  private static String configuration(LoggedRun run) {
    MessageDigest digest = sha256();
    for (Map.Entry<String, @Nullable String> param : run.params().entrySet()) {
      String value = param.getValue();
      if (value != null && !ParamTyping.isSeed(param.getKey())) {
        update(digest, param.getKey());
        update(digest, ParamTyping.normalise(value));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException exception) {
      throw new IllegalStateException("Every JRE has SHA-256", exception);
    }
  }
}
