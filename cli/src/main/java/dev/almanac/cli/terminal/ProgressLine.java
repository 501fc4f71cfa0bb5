package dev.almanac.cli.terminal;

import static java.util.Objects.requireNonNull;

import dev.almanac.cli.output.VisibleText;
import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * Says on stderr how long work gets on: on a terminal one line that is rewritten, elsewhere one
 * line whenever the phase changes. Used by one thread.
 */
public final class ProgressLine implements AutoCloseable {

  private static final long REDRAW_NANOS = 100_000_000;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream out;
  private final int width;
  private final Style style;
  private final LongSupplier nanoTime;
  private long drawnAt;
  private boolean drawn;
  private String phase = "";

  /** How progress is shown. */
  public enum Style {
    /** One line, rewritten. */
    REWRITTEN,
    /** One line a phase. */
    PHASES,
    /** Not at all. */
    SILENT
  }

  /** Creates a line that suits the terminal. */
  public static ProgressLine on(Terminal terminal, Style whereShown) {
    Style style =
        whereShown == Style.REWRITTEN && !terminal.showsNotes() ? Style.PHASES : whereShown;
    return new ProgressLine(terminal.notes(), terminal.width(), style, System::nanoTime);
  }

  ProgressLine(PrintStream out, int width, Style style, LongSupplier nanoTime) {
    this.out = requireNonNull(out, "out is null");
    this.width = width;
    this.style = requireNonNull(style, "style is null");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
    this.drawnAt = nanoTime.getAsLong() - REDRAW_NANOS;
  }

  /**
   * Shows where the work is.
   *
   * @param newPhase what is being done
   * @param detail how far, or an empty text
   */
  public void show(String newPhase, String detail) {
    boolean changed = !newPhase.equals(phase);
    phase = newPhase;
    if (style == Style.PHASES && changed) {
      out.println(VisibleText.of(newPhase));
    }
    long now = nanoTime.getAsLong();
    if (style == Style.REWRITTEN && (changed || now - drawnAt >= REDRAW_NANOS)) {
      String line = VisibleText.of(detail.isEmpty() ? newPhase : newPhase + ": " + detail);
      out.print(CLEAR + VisibleText.fit(line, width - 1));
      out.flush();
      drawnAt = now;
      drawn = true;
    }
  }

  /** Takes the line away. */
  @Override
  public void close() {
    if (drawn) {
      out.print(CLEAR);
      out.flush();
      drawn = false;
    }
    phase = "";
  }
}
