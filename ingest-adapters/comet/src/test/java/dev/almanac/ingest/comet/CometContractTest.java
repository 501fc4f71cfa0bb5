package dev.almanac.ingest.comet;

import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.testkit.RunSourceContract;

class CometContractTest extends RunSourceContract {

  @Override
  public RunSourceFactory factory() {
    return new CometSourceFactory();
  }
}
