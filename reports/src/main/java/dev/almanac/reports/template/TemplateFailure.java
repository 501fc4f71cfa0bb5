package dev.almanac.reports.template;

/** Says that a template cannot be rendered, and where. */
public final class TemplateFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final int line;

  TemplateFailure(String file, int line, String message, Throwable cause) {
    super(message, cause);
    this.file = file;
    this.line = line;
  }

  /** Returns the user's file, or the path of the built-in one. */
  public String file() {
    return file;
  }

  /** Returns the line, from 1; 0 if unknown. */
  public int line() {
    return line;
  }
}
