package dev.almanac.ingest.logs.stdout;

import dev.almanac.ingest.MetricDefinition.StepKind;
import java.util.function.Supplier;

/** Programs whose lines are known, strongest evidence first. */
public enum Preset {
  /** MLPerf: {@code :::MLLOG} and JSON. */
  MLPERF("stdout", StepKind.STEP, 1, MlperfLines::new),
  /** XGBoost: {@code [12]\ttrain-logloss:0.35+0.01}. */
  XGBOOST("xgboost", StepKind.ITERATION, 2, BoostingLines::xgboost),
  /** LightGBM: {@code [12]\ttraining's l2: 0.24 + 0.01}. */
  LIGHTGBM("lightgbm", StepKind.ITERATION, 2, BoostingLines::lightgbm),
  /** llm.c: {@code s:250 tel:6.30}. */
  LLM_C("stdout", StepKind.STEP, 2, () -> KeyedLines.after("s:(\\d+) ")),
  /** modded-nanogpt: {@code step:27/5100 train_loss:6.07 train_time:2973ms}. */
  MODDED_NANOGPT("stdout", StepKind.STEP, 2, () -> KeyedLines.after("step:(\\d+)/\\d+ ")),
  /** nanoGPT: {@code iter 10: loss 3.2, time 5.0ms} and {@code step 0: train loss 4.2, …}. */
  NANOGPT("stdout", StepKind.STEP, 2, NanogptLines::new),
  /** Dictionaries as the Hugging Face Trainer prints them: {@code {'loss': 0.5, 'epoch': 1.0}}. */
  DICTIONARIES("stdout", StepKind.ROW, 2, DictionaryLines::new),
  /** Keras: {@code Epoch 1/3} and the bar below. */
  KERAS("stdout", StepKind.EPOCH, 1, KerasLines::new),
  /** Any line with a step and numbers that have names. */
  KEYED("stdout", StepKind.STEP, 3, KeyedLines::anywhere);

  private final String tracker;
  private final StepKind stepKind;
  private final int evidence;
  private final Supplier<LineParser> parser;

  Preset(String tracker, StepKind stepKind, int evidence, Supplier<LineParser> parser) {
    this.tracker = tracker;
    this.stepKind = stepKind;
    this.evidence = evidence;
    this.parser = parser;
  }

  /** Returns the tracker whose runs such files are. */
  String tracker() {
    return tracker;
  }

  /** Returns what steps count. */
  StepKind stepKind() {
    return stepKind;
  }

  /** Returns how many steps of one metric a file must have to be a run. */
  int evidence() {
    return evidence;
  }

  /** Returns a parser for one file. */
  LineParser parser() {
    return parser.get();
  }
}
