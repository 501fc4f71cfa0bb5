package dev.almanac.reports.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.almanac.reports.spec.ReportPieces;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.core._CoreAPI;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Renders templates under rules that hold for all of them: HTML escaping cannot be turned off, no
 * class can be reached, beans cannot be passed in, output and time are bounded. Templates are still
 * code: FreeMarker's own advice is not to run those of people one does not trust. Used by one
 * thread.
 */
public final class Templates {

  /** A section of 4 million characters is no longer read by anyone. */
  private static final long MOST_CHARACTERS = 4_000_000;

  /** The page holds all sections; of 50 projects it is large, and the renderer warns of that. */
  private static final long MOST_PAGE_CHARACTERS = 64_000_000;

  private final Configuration configuration;
  private final ReportPieces pieces;
  private final Duration timeLimit;
  private final Set<String> stoppable = ConcurrentHashMap.newKeySet();

  /**
   * Creates the engine.
   *
   * @param pieces where templates are
   * @param zone zone of dates, should a template write one
   * @param timeLimit how long one template may take
   */
  public Templates(ReportPieces pieces, ZoneId zone, Duration timeLimit) {
    this.pieces = pieces;
    this.timeLimit = timeLimit;
    this.configuration = hardened(pieces, zone);
  }

  /** Marks text as HTML that is to be written as it stands; for what Almanac itself made. */
  public static TemplateModel markup(String html) {
    try {
      return HTMLOutputFormat.INSTANCE.fromMarkup(html);
    } catch (TemplateModelException exception) {
      throw new IllegalStateException("Plain text always becomes markup", exception);
    }
  }

  /**
   * Renders one template.
   *
   * @param path path of the template, for example {@code weekly/activity.ftlh}
   * @param model maps, lists, text, numbers, booleans and {@link #markup}
   * @throws TemplateFailure if it is missing, faulty, too long or too slow
   */
  public String render(String path, Map<String, Object> model) {
    return render(path, model, MOST_CHARACTERS);
  }

  /**
   * Renders the template of a whole page, which may be larger than that of a section.
   *
   * @throws TemplateFailure if it is missing, faulty, too long or too slow
   */
  public String page(String path, Map<String, Object> model) {
    return render(path, model, MOST_PAGE_CHARACTERS);
  }

  private String render(String path, Map<String, Object> model, long limit) {
    FutureTask<String> task = new FutureTask<>(() -> process(path, model, limit));
    Thread thread = new Thread(task, "template " + path);
    // What cannot be stopped, a loop within a macro of another file, must not keep the JVM alive.
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(timeLimit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException exception) {
      thread.interrupt();
      String message = "The template took longer than " + timeLimit.toMillis() + " ms.";
      throw new TemplateFailure(origin(path), 0, message, exception);
    } catch (InterruptedException exception) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new TemplateFailure(origin(path), 0, "The rendering was interrupted.", exception);
    } catch (ExecutionException exception) {
      throw failure(path, exception.getCause() == null ? exception : exception.getCause());
    }
  }

  private String process(String path, Map<String, Object> model, long limit)
      throws IOException, TemplateException {
    BoundedWriter out = new BoundedWriter(limit);
    Template template = configuration.getTemplate(path);
    if (stoppable.add(path)) {
      // The only way to end a loop that writes nothing; FreeMarker offers it under this name.
      _CoreAPI.addThreadInterruptedChecks(template);
    }
    template.process(model, out);
    return out.toString();
  }

  private TemplateFailure failure(String path, Throwable cause) {
    if (cause instanceof ParseException parse) {
      return new TemplateFailure(
          origin(named(parse.getTemplateName(), path)),
          parse.getLineNumber(),
          String.valueOf(parse.getEditorMessage()),
          parse);
    }
    if (cause instanceof TemplateException template) {
      Integer line = template.getLineNumber();
      return new TemplateFailure(
          origin(named(template.getTemplateSourceName(), path)),
          line == null ? 0 : line,
          template.getMessageWithoutStackTop(),
          template);
    }
    if (cause instanceof TemplateNotFoundException) {
      return new TemplateFailure(path, 0, "There is no such template.", cause);
    }
    return new TemplateFailure(origin(path), 0, String.valueOf(cause.getMessage()), cause);
  }

  private static String named(@Nullable String name, String otherwise) {
    return name == null ? otherwise : name;
  }

  private String origin(String path) {
    return pieces
        .find(path)
        .map(piece -> piece.origin().equals("built-in") ? path : piece.origin())
        .orElse(path);
  }

  private static Configuration hardened(ReportPieces pieces, ZoneId zone) {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setTemplateLoader(new PieceLoader(pieces));
    configuration.setTemplateUpdateDelayMilliseconds(Long.MAX_VALUE);
    configuration.setLocalizedLookup(false);
    configuration.setDefaultEncoding(UTF_8.name());
    configuration.setOutputEncoding(UTF_8.name());
    configuration.setLocale(Locale.ROOT);
    configuration.setTimeZone(TimeZone.getTimeZone(zone));
    configuration.setNumberFormat("c");
    configuration.setBooleanFormat("c");
    // With the standard extensions recognised, *.ftlh would override the policy set here.
    configuration.setRecognizeStandardFileExtensions(false);
    configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
    configuration.setAutoEscapingPolicy(Configuration.FORCE_AUTO_ESCAPING_POLICY);
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    configuration.setAPIBuiltinEnabled(false);
    // Wraps text, numbers, lists and maps only; any bean is refused.
    configuration.setObjectWrapper(new SimpleObjectWrapper(Configuration.VERSION_2_3_34));
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setWrapUncheckedExceptions(true);
    configuration.setFallbackOnNullLoopVariable(false);
    configuration.setLazyAutoImports(true);
    configuration.addAutoImport("ui", "lib/ui.ftlh");
    configuration.addAutoImport("c", "lib/charts.ftlh");
    NumberFunctions.all().forEach(configuration::setSharedVariable);
    return configuration;
  }
}
