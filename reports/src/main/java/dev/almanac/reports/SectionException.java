package dev.almanac.reports;

/** Says that one section cannot be rendered, and where the fault lies. */
final class SectionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient RenderedSection.Failure failure;

  SectionException(RenderedSection.Failure failure, Throwable cause) {
    super(failure.message(), cause);
    this.failure = failure;
  }

  RenderedSection.Failure failure() {
    return failure;
  }
}
