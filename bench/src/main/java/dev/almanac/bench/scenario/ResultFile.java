package dev.almanac.bench.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Records results as JSON, one file a scenario and day.
 *
 * @param folder where the files go
 */
record ResultFile(Path folder) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  void write(Scenario scenario, Machine machine, Result result) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("scenario", scenario.name());
    root.put("summary", scenario.summary());
    root.set("machine", machine(machine));
    root.set("measurements", JSON.valueToTree(result.measurements()));
    root.set("comparisons", JSON.valueToTree(result.comparisons()));
    LocalDate day = machine.measuredAt().atZone(ZoneOffset.UTC).toLocalDate();
    Path file = Files.createDirectories(folder).resolve(day + "-" + scenario.name() + ".json");
    Files.write(file, JSON.writeValueAsBytes(root));
    System.err.println("bench: recorded in " + file);
  }

  private static ObjectNode machine(Machine machine) {
    return JSON.createObjectNode()
        .put("measured_at", machine.measuredAt().toString())
        .put("processor", machine.processor())
        .put("cores", machine.cores())
        .put("memory_megabytes", machine.memoryMegabytes())
        .put("system", machine.system())
        .put("java", machine.java())
        .put("load_before", machine.loadBefore());
  }
}
