package dev.almanac.analyses.stopping;

import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.direction.Direction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what the replay found. */
final class StoppingRows {

  private final String project;
  private final String metricKey;
  private final Direction direction;
  private final ResultRows out;

  StoppingRows(String project, String metricKey, Direction direction, ResultRows out) {
    this.project = project;
    this.metricKey = metricKey;
    this.direction = direction;
    this.out = out;
  }

  void add(
      Replay replay,
      List<StopRule> rules,
      List<ReplayScore> scores,
      Recommendation recommendation) {
    for (int index = 0; index < rules.size(); index++) {
      StopRule rule = rules.get(index);
      ReplayScore score = scores.get(index);
      out.add(
          StoppingTables.STOP_RULE,
          project,
          metricKey,
          rule.name(),
          rule.options(),
          score.stopped(),
          replay.runs().size(),
          score.stepsSaved(),
          known(score.secondsSaved()),
          known(score.gpuSecondsSaved()),
          score.savedShare(),
          known(score.regret()),
          known(recommendation.regretHigh()[index]),
          score.falseKills(),
          score.bestKilled(),
          scores.stream().noneMatch(score::isBeatenBy),
          rule.family(),
          score.censored(),
          score.censoredStopped(),
          index == recommendation.rule());
      addRuns(replay, rule, score);
    }
  }

  void addRecommendation(
      Replay replay,
      List<StopRule> rules,
      List<ReplayScore> scores,
      Recommendation found,
      Parts parts,
      double noise,
      String noiseBasis) {
    boolean any = found.rule() >= 0;
    out.add(
        StoppingTables.STOP_RECOMMENDATION,
        project,
        metricKey,
        any ? rules.get(found.rule()).name() : null,
        any ? known(scores.get(found.rule()).savedShare()) : null,
        any ? known(scores.get(found.rule()).regret()) : null,
        any ? known(found.regretHigh()[found.rule()]) : null,
        known(noise),
        noiseBasis,
        known(found.chosenShare()),
        known(found.heldOutSaved()),
        known(found.heldOutRegret()),
        parts.by(),
        parts.divisions().size(),
        replay.timed() ? "time" : "order",
        found.reason());
  }

  private void addRuns(Replay replay, StopRule rule, ReplayScore score) {
    double top = ReplayScore.topLevel(replay.runs());
    for (ReplayedRun run : replay.runs()) {
      int stop = score.stops()[run.number()];
      if (stop < 0) {
        continue;
      }
      double end = run.run().finalLevel();
      out.add(
          StoppingTables.STOP_RUN,
          project,
          metricKey,
          rule.name(),
          run.run().runKey(),
          run.xAt(stop),
          run.run().lastX(),
          known(replay.timed() ? ReplayScore.savedSeconds(run, stop) : Double.NaN),
          known(direction.sign() * end),
          run.run().natural() ? end <= top : null);
    }
  }

  private static @Nullable Double known(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
