package dev.almanac.ingest.wandb.server;

import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.RunSourceContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

class WandbServerContractTest extends RunSourceContract {

  @Override
  public RunSourceFactory factory() {
    return new StandInFactory();
  }

  @Override
  public Path casesFolder() {
    return Path.of("src/test/resources/server-cases");
  }

  @Override
  public List<SourceChange> changes(RecordedCase recorded) {
    return List.of(
        edit("a note is edited", facts -> facts.put("notes", new JsonValue.Text("other"))),
        edit("a run is renamed", facts -> facts.put("displayName", new JsonValue.Text("other"))),
        edit("a tag is added", StandInChanges::addTag),
        edit("the config is edited", StandInChanges::editConfig),
        new SourceChange("the summary is edited", StandInChanges::editSummary),
        new SourceChange("a row is logged", StandInChanges::logRow),
        new SourceChange("the sweep is edited", StandInChanges::editSweep),
        new SourceChange("a run is deleted", StandInChanges::deleteRun));
  }

  private static SourceChange edit(String name, Consumer<Map<String, JsonValue>> change) {
    return new SourceChange(name, input -> StandInChanges.edit(input, change));
  }
}
