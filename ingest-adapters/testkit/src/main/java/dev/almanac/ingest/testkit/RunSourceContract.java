package dev.almanac.ingest.testkit;

/**
 * The whole contract. An adapter's test extends this, names its factory and lays recorded cases
 * into {@code src/test/resources/cases}; what it overrides of {@link AdapterUnderTest} makes the
 * kit ask for more.
 */
public abstract class RunSourceContract
    implements LosslessContract,
        RepeatableContract,
        IncrementalContract,
        ReadOnlyContract,
        LiveFilesContract,
        ResumableContract,
        QuarantineContract,
        CapabilityContract {

  /** Creates the test. */
  protected RunSourceContract() {}
}
