package dev.almanac.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script of the distribution, with a program of one line in place of Almanac. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
final class LauncherTest {

  private static final Path LAUNCHER = Path.of("src", "main", "launcher", "almanac");

  @TempDir private Path folder;

  /** Stands in for Almanac. */
  static final class Program {

    private Program() {}

    /** Answers like a query. */
    public static void main(String[] arguments) {
      System.out.println("answer");
    }
  }

  @Test
  void aDistributionThatWasMovedStillAnswersWithNothingButTheAnswer() throws Exception {
    Path before = folder.resolve("before");
    install(before);
    assertThat(answer(before)).isEqualTo("answer\n");
    Path archive = before.resolve("lib/classes-" + Runtime.version().feature() + ".jsa");
    assertThat(archive).as("the shared classes, which hold the old path").isNotEmptyFile();

    Path after = folder.resolve("after");
    Files.move(before, after);

    assertThat(answer(after)).isEqualTo("answer\n");
  }

  private static void install(Path home) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("lib"));
    Files.copy(LAUNCHER, home.resolve("bin/almanac"));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Program.class.getName());
    String entry = Program.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream jar =
            new JarOutputStream(
                Files.newOutputStream(home.resolve("lib/almanac-cli-0.jar")), manifest);
        InputStream program = Program.class.getResourceAsStream("LauncherTest$Program.class")) {
      jar.putNextEntry(new ZipEntry(entry));
      assertThat(program).isNotNull().satisfies(stream -> stream.transferTo(jar));
      jar.closeEntry();
    }
  }

  private String answer(Path home) throws Exception {
    Path out = folder.resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", home.resolve("bin/almanac").toString())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("ALMANAC_JAVA_OPTS");
    builder.environment().remove("ALMANAC_NO_PREPARE");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    assertThat(builder.start().waitFor()).isZero();
    return Files.readString(out, UTF_8);
  }
}
