//! Shell completions and the man page, generated from the command definition.

use std::process::Command;

use shisaku_model::FACETS;

use crate::support::Sandbox;

const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

/// Commands listed in the help.
fn commands(sandbox: &Sandbox) -> Vec<String> {
    let help = sandbox.run(["--help"]).out;
    let (_, listed) = help.split_once("コマンド:\n").unwrap();
    let names = listed.lines().take_while(|line| line.starts_with("  "));
    names.map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
}

/// Long options listed in a command's help.
fn options(sandbox: &Sandbox, command: &str) -> Vec<String> {
    let help = sandbox.run([command, "--help"]).out;
    let begins = help.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
    let long = begins.filter_map(|line| line.split([' ', ',', '[']).find(|word| word.starts_with("--")));
    long.map(str::to_owned).collect()
}

#[test]
fn completions_know_every_command_facet_and_fixed_value() {
    let sandbox = Sandbox::empty();
    let commands = commands(&sandbox);
    assert!(commands.len() >= 11, "{commands:?}");
    for shell in SHELLS {
        let run = sandbox.run(["completions", shell]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{shell}");
        for command in &commands {
            assert!(run.out.contains(command), "{shell}: {command}");
        }
        for facet in FACETS {
            let option = facet.key.replace('_', "-");
            assert!(run.out.contains(&option), "{shell}: {option}");
            // Completions for PowerShell and Elvish offer options only.
            if shell != "powershell" && shell != "elvish" {
                for (value, _) in (facet.fixed)() {
                    assert!(run.out.contains(value), "{shell}: {value} of {option}");
                }
            }
        }
    }
}

#[test]
fn bash_completes_values() {
    let sandbox = Sandbox::empty();
    sandbox.write("shisaku.bash", sandbox.run(["completions", "bash"]).out);
    let bash = |script: &str| {
        let run = Command::new("bash").args(["-c", script]).current_dir(sandbox.path("")).output().unwrap();
        assert!(run.status.success(), "{run:?}");
        String::from_utf8(run.stdout).unwrap()
    };
    bash("bash -n shisaku.bash");
    let offered = |words: &str, current: &str, before: &str| {
        let count = words.split(' ').count();
        bash(&format!(
            "source ./shisaku.bash; COMP_WORDS=({words} '{current}'); COMP_CWORD={count}; \
             _shisaku shisaku '{current}' '{before}'; echo \"${{COMPREPLY[@]}}\""
        ))
    };
    assert_eq!(offered("shisaku search --has-result", "", "--has-result"), "true false unknown\n");
    assert_eq!(offered("shisaku export --period", "長", "--period"), "長期\n");
    assert_eq!(offered("shisaku progress --rows", "d", "--rows"), "department\n");
    assert_eq!(offered("shisaku export --by", "d", "--by"), "department\n");
    assert_eq!(offered("shisaku export --columns", "", "--columns"), "all main\n");
    assert_eq!(offered("shisaku search --sort", "t", "--sort"), "title\n");
    assert_eq!(offered("shisaku", "prog", "shisaku"), "progress\n");
}

#[test]
fn the_man_page_has_every_command_and_option() {
    let sandbox = Sandbox::empty();
    let run = sandbox.run(["man"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let page = run.out.replace("\\:", "").replace("\\-", "-");
    for english in ["NAME", "SYNOPSIS", "OPTIONS", "SUBCOMMANDS", "Possible values", "[default", "May also"] {
        assert!(!page.contains(english), "{english}");
    }
    for command in commands(&sandbox) {
        let begins = format!(".SH \"shisaku {command}\"\n");
        let part = page.split_once(&begins).unwrap_or_else(|| panic!("{command} has no part")).1;
        let part = part.split(".SH ").next().unwrap();
        for option in options(&sandbox, &command) {
            assert!(part.contains(&format!("\\fB{option}\\fR")), "{option} of {command}:\n{part}");
        }
    }
    assert!(page.contains("実績(true あり、false なし、unknown 報告なし)"));
}

#[test]
fn the_man_page_is_set_within_the_line() {
    let sandbox = Sandbox::empty();
    sandbox.write("shisaku.1", sandbox.run(["man"]).out);
    let groff = Command::new("groff")
        .args(["-man", "-Tutf8", "-Kutf8", "-P-cbou", "-rLL=80n", "shisaku.1"])
        .current_dir(sandbox.path(""))
        .output();
    let Ok(set) = groff else {
        println!("groff is not here: how the page is set was not looked at");
        return;
    };
    assert_eq!(String::from_utf8(set.stderr).unwrap(), "", "no warnings");
    let text = String::from_utf8(set.stdout).unwrap();
    for line in ["名前", "shisaku progress", "       --has-result <値>"] {
        assert!(text.lines().any(|set| set == line), "{line}:\n{text}");
    }
    assert!(!text.contains('\\'), "no request is left in the text");
}
