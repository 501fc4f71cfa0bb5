package dev.almanac.analyses;

import dev.almanac.warehouse.query.QueryRows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Feeds the input rows of one scope, group by group, to a fresh kernel; the same on any engine. */
public final class ScopeComputation {

  private final Analysis analysis;
  private final ScopeTask task;

  /** Prepares the computation of one scope. */
  public ScopeComputation(Analysis analysis, ScopeTask task) {
    this.analysis = analysis;
    this.task = task;
  }

  /**
   * Computes. An exception of the kernel becomes a failed result; one of the rows is thrown on, as
   * a cluster may still be able to read them elsewhere.
   *
   * @param rows the rows of {@link Analysis#input()}, in its order; left open
   */
  public ScopeResult run(QueryRows rows) {
    CollectedRows out = new CollectedRows(task.id());
    try {
      return new ScopeResult(out, feed(rows, out));
    } catch (KernelDefect defect) {
      // One scope's defect must not cost the others their results; the row says what happened.
      return ScopeResult.failed(analysis, task, defect.exception);
    }
  }

  private Outcome feed(QueryRows rows, ResultRows out) throws KernelDefect {
    Kernel kernel = defended(() -> analysis.begin(task.scope()));
    int[] key = defended(() -> analysis.groupBy().stream().mapToInt(rows::indexOf).toArray());
    GroupBuffer group = new GroupBuffer(rows.columns());
    @Nullable Object[] current = null;
    while (rows.next()) {
      @Nullable Object[] next = key(rows, key);
      if (current != null && !Arrays.equals(current, next)) {
        feed(kernel, group, out);
      }
      current = next;
      group.add(rows);
    }
    if (group.size() > 0) {
      feed(kernel, group, out);
    }
    return defended(() -> kernel.finish(out));
  }

  private static void feed(Kernel kernel, GroupBuffer group, ResultRows out) throws KernelDefect {
    try {
      kernel.group(group, out);
    } catch (RuntimeException exception) {
      throw new KernelDefect(exception);
    }
    group.clear();
  }

  private static @Nullable Object[] key(QueryRows rows, int[] columns) {
    @Nullable Object[] key = new Object[columns.length];
    for (int index = 0; index < columns.length; index++) {
      key[index] = rows.value(columns[index]);
    }
    return key;
  }

  private static <T> T defended(Step<T> step) throws KernelDefect {
    try {
      return step.run();
    } catch (RuntimeException exception) {
      throw new KernelDefect(exception);
    }
  }

  private interface Step<T> {
    T run();
  }

  /** Tells the kernel's exceptions from those of its input. */
  private static final class KernelDefect extends Exception {
    private static final long serialVersionUID = 1L;

    private final RuntimeException exception;

    KernelDefect(RuntimeException exception) {
      super(exception);
      this.exception = exception;
    }
  }
}
