package dev.almanac.cli.schedule;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files that let others call Almanac every hour. Each call does only what is due, so that it does
 * not matter when exactly it comes, nor whether some calls are lost.
 *
 * @param command the launcher
 * @param folder where {@code almanac.yaml} is
 */
record ScheduleFiles(String command, Path folder) {

  /** Off the full hour, when everybody's jobs start. */
  private static final int MINUTE = 7;

  ScheduleFiles {
    requireNonNull(command, "command is null");
    requireNonNull(folder, "folder is null");
  }

  /** Returns a line for crontab. */
  Map<String, String> cron() {
    String almanac = quoted(command);
    // In a crontab, an unescaped percent sign ends the command.
    String line =
        ("cd "
                + quoted(folder.toString())
                + " && "
                + almanac
                + " sync --quiet; "
                + almanac
                + " analyze --quiet; "
                + almanac
                + " schedule run --due --quiet")
            .replace("%", "\\%");
    return Map.of("almanac.cron", MINUTE + " * * * * " + line + " >/dev/null\n");
  }

  /** Returns a service and its timer. */
  Map<String, String> systemd() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "almanac-schedule.service",
        """
        [Unit]
        Description=Almanac: read the sources and make the reports that are due

        [Service]
        Type=oneshot
        WorkingDirectory=%s
        ExecStart=-%s sync --quiet
        ExecStart=-%s analyze --quiet
        ExecStart=%s schedule run --due --quiet
        # 5: waiting for data, 75: another process is at it; the next call goes on.
        SuccessExitStatus=0 5 75
        """
            .formatted(unit(folder.toString()), exec(command), exec(command), exec(command)));
    files.put(
        "almanac-schedule.timer",
        """
        [Unit]
        Description=Almanac: every hour

        [Timer]
        OnCalendar=*-*-* *:%02d:00
        RandomizedDelaySec=300
        # One call after the machine was off; what was missed is caught up by it.
        Persistent=true

        [Install]
        WantedBy=timers.target
        """
            .formatted(MINUTE));
    return files;
  }

  /** Returns a service that stays, shows the archive and does what the timer would. */
  Map<String, String> serve() {
    return Map.of(
        "almanac-serve.service",
        """
        [Unit]
        Description=Almanac: show the archive and make the reports that are due

        [Service]
        WorkingDirectory=%s
        ExecStart=%s serve --scheduler --sync --quiet
        Restart=on-failure
        RestartSec=30
        # A report that is being made gets a minute to be finished.
        TimeoutStopSec=90
        # 143: ended by SIGTERM, as it should be.
        SuccessExitStatus=143
        NoNewPrivileges=true

        [Install]
        WantedBy=default.target
        """
            .formatted(unit(folder.toString()), exec(command)));
  }

  /** Returns a workflow. */
  Map<String, String> github() {
    return Map.of(
        "almanac-schedule.yml",
        """
        name: Reports
        on:
          schedule:
            - cron: "%d * * * *" # UTC, and often late; each call does what is due
          workflow_dispatch:
        concurrency:
          group: almanac-schedule
          cancel-in-progress: false
        permissions:
          contents: read
        jobs:
          reports:
            # The warehouse and the archive stay on the runner, so it must be one of your own.
            runs-on: [self-hosted]
            timeout-minutes: 60
            defaults:
              run:
                working-directory: %s
            steps:
              - name: Read the sources
                continue-on-error: true
                run: %s sync --quiet
              - name: Analyse
                continue-on-error: true
                run: %s analyze --quiet
              - name: Make the reports that are due
                run: |
                  status=0
                  %s schedule run --due > "$RUNNER_TEMP/pages.txt" || status=$?
                  # 5: waiting for data, 75: another process is at it; the next call goes on.
                  case "$status" in 0|5|75) ;; *) exit "$status" ;; esac
                  sed 's/^/- /' "$RUNNER_TEMP/pages.txt" >> "$GITHUB_STEP_SUMMARY"
        """
            .formatted(
                MINUTE,
                yaml(folder.toString()),
                quoted(command),
                quoted(command),
                quoted(command)));
  }

  /** Returns a DAG for Airflow 2.4 or newer. */
  Map<String, String> airflow() {
    return Map.of(
        "almanac_schedule.py",
        """
        \"""Read the sources and make the reports that are due; each call does what is left to do.\"""

        from datetime import datetime, timedelta, timezone

        try:  # Airflow 3
            from airflow.sdk import DAG
            from airflow.providers.standard.operators.bash import BashOperator
        except ImportError:  # Airflow 2
            from airflow import DAG
            from airflow.operators.bash import BashOperator

        ALMANAC = %s
        FOLDER = %s  # where almanac.yaml is, on the worker

        with DAG(
            dag_id="almanac_schedule",
            schedule="%d * * * *",
            start_date=datetime(2024, 1, 1, tzinfo=timezone.utc),
            catchup=False,  # Almanac catches up by its own ledger.
            max_active_runs=1,
            dagrun_timeout=timedelta(hours=1),
        ):
            environment = {"ALMANAC": ALMANAC}
            sync = BashOperator(
                task_id="sync",
                bash_command='"$ALMANAC" sync --quiet',
                env=environment,
                append_env=True,
                cwd=FOLDER,
            )
            analyze = BashOperator(
                task_id="analyze",
                bash_command='"$ALMANAC" analyze --quiet',
                env=environment,
                append_env=True,
                cwd=FOLDER,
                trigger_rule="all_done",
            )
            # 5: waiting for data, 75: another process is at it; the next call goes on.
            reports = BashOperator(
                task_id="reports",
                bash_command='"$ALMANAC" schedule run --due --skip-code 99'
                ' || { s=$?; case "$s" in 5|75) exit 0 ;; *) exit "$s" ;; esac; }',
                env=environment,
                append_env=True,
                cwd=FOLDER,
                skip_on_exit_code=[99],
                trigger_rule="all_done",
            )
            sync >> analyze >> reports
        """
            .formatted(python(command), python(folder.toString()), MINUTE));
  }

  /** Returns a CronJob; image and volume are the user's to name. */
  Map<String, String> kubernetes() {
    String script =
        "\"$ALMANAC\" sync --quiet; \"$ALMANAC\" analyze --quiet; \"$ALMANAC\" schedule run --due"
            + " || { s=$?; case \"$s\" in 5|75) exit 0 ;; *) exit \"$s\" ;; esac; }";
    return Map.of(
        "almanac-schedule.yaml",
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: almanac-schedule
        spec:
          schedule: "%d * * * *" # each call does what is due, in the zones of almanac.yaml
          concurrencyPolicy: Forbid
          startingDeadlineSeconds: 1800
          successfulJobsHistoryLimit: 3
          failedJobsHistoryLimit: 3
          jobTemplate:
            spec:
              backoffLimit: 0 # the next hour tries again
              activeDeadlineSeconds: 3600
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - name: almanac
                      image: almanac # an image of yours: a JRE 17 or newer, and the unpacked tar.gz
                      workingDir: %s
                      env:
                        - name: ALMANAC
                          value: %s
                      command: ["sh", "-c", %s]
                      resources:
                        requests: {cpu: "1", memory: 1Gi}
                        limits: {memory: 2Gi}
                      volumeMounts:
                        - name: team
                          mountPath: %s
                  volumes:
                    # almanac.yaml, the warehouse and the archive; keeps them from call to call.
                    - name: team
                      persistentVolumeClaim:
                        claimName: almanac
        """
            .formatted(
                MINUTE,
                yaml(folder.toString()),
                yaml(command),
                yaml(script),
                yaml(folder.toString())));
  }

  private static String python(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String quoted(String path) {
    return path.matches("[A-Za-z0-9_./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }

  /** In units, a percent sign begins a specifier. */
  private static String unit(String path) {
    return path.replace("%", "%%");
  }

  private static String exec(String path) {
    String escaped = path.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "$$");
    return '"' + unit(escaped) + '"';
  }

  private static String yaml(String path) {
    return '"' + path.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
