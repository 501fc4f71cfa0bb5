package dev.almanac.reports.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.reports.spec.ReportPieces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateSandboxTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${'freemarker.template.utility.Execute'?new()('id')}",
        "${'freemarker.template.utility.ObjectConstructor'?new()('java.io.File', '/')}",
        "${name?api.class}",
        "${name.class.forName('java.lang.Runtime')}",
        "${list?api}",
        "${name?no_esc}",
        "<#noautoesc>${name}</#noautoesc>",
        "<#ftl auto_esc=false>${name}",
        "<#ftl output_format='plainText'>${name}",
        "<#outputformat 'plainText'>${name}</#outputformat>",
        "<#include '../../../../etc/passwd'>",
        "<#include '/etc/passwd'>",
        "<#import 'file:///etc/passwd' as p>",
        "<@'$\\{name?no_esc}'?interpret/>",
        "${'name?no_esc'?eval}",
        "<#setting auto_escaping=false>",
        "${.data_model?api}",
        "<#assign x = 'java.lang.Runtime'?new()>"
      })
  void everyKnownWayOutIsRefused(String template) {
    assertThatThrownBy(() -> render(template)).isInstanceOf(RuntimeException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"${name}", "<#outputformat 'HTML'>${name}</#outputformat>"})
  void textIsAlwaysEscaped(String template) throws IOException {
    assertThat(render(template)).isEqualTo("&lt;b&gt; &amp; &quot;q&quot;");
  }

  @Test
  void beansCannotBePassedIn() {
    Map<String, Object> model = Map.of("bean", new StringBuilder("x"));

    assertThatThrownBy(() -> render("${bean}", model, Duration.ofSeconds(30)))
        .isInstanceOf(TemplateFailure.class);
  }

  @Test
  void endlessOutputIsStopped() {
    assertThatThrownBy(() -> render("<#list 1.. as i>0123456789</#list>"))
        .isInstanceOf(TemplateFailure.class)
        .hasMessageContaining("more than");
  }

  @Test
  void aLinkOutOfTheFolderIsNotFollowed() throws IOException {
    Path outside = Files.writeString(folder.resolveSibling("outside.ftlh"), "secret");
    Path link = Files.createDirectories(folder.resolve("r")).resolve("escape.ftlh");
    Files.createSymbolicLink(link, outside);
    try {
      assertThatThrownBy(() -> render("<#include 'escape.ftlh'>"))
          .isInstanceOf(TemplateFailure.class)
          .hasMessageContaining("links to a place outside");
    } finally {
      Files.delete(link);
      Files.delete(outside);
    }
  }

  @Test
  void tenMillionItemsEndAtTheBoundOfBytes() {
    assertThatThrownBy(() -> render("<#list 1..10000000 as i>item ${i}</#list>"))
        .isInstanceOf(TemplateFailure.class)
        .hasMessageContaining("more than 4000000 characters");
  }

  @Test
  void loopThatWritesNothingReallyEnds() throws InterruptedException {
    String template = "<#list 1.. as i><#assign x = i></#list>";

    assertThatThrownBy(() -> render(template, Map.of(), Duration.ofMillis(50)))
        .hasMessageContaining("longer than 50 ms");

    for (int round = 0; round < 500 && isRendering(); round++) {
      Thread.sleep(10);
    }
    assertThat(isRendering()).isFalse();
  }

  private static boolean isRendering() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("template r/t.ftlh"));
  }

  @Test
  void templateThatTakesTooLongIsStopped() {
    String template = "<#list 1.. as i><#if i lt 0>x</#if></#list>";

    assertThatThrownBy(() -> render(template, Map.of(), Duration.ofMillis(50)))
        .isInstanceOf(TemplateFailure.class)
        .hasMessageContaining("longer than 50 ms");
  }

  @Test
  void numbersAndBooleansAreWrittenForMachinesUnlessAsked() throws IOException {
    Map<String, Object> model = Map.of("n", 1234567, "small", 3e-5, "yes", true);

    assertThat(render("${n} ${yes} ${plain(small)}", model, Duration.ofSeconds(30)))
        .isEqualTo("1234567 true 3e−5");
  }

  private String render(String template) throws IOException {
    return render(
        template, Map.of("name", "<b> & \"q\"", "list", List.of(1)), Duration.ofSeconds(30));
  }

  private String render(String template, Map<String, Object> model, Duration limit)
      throws IOException {
    Files.createDirectories(folder.resolve("r"));
    Files.writeString(folder.resolve("r/t.ftlh"), template);
    return new Templates(new ReportPieces(folder), ZoneOffset.UTC, limit).render("r/t.ftlh", model);
  }
}
