//! From settings and environment to a driver.

use dazzle_assist::{Driver, Key, Protocol};

use crate::{AssistantSettings, EngineError, Project};

/// The driver that `[assistant]` names. The key is read from the environment, and is nowhere else.
///
/// # Errors
/// When there is no `[assistant]`, or the driver needs a key and none is set.
pub fn driver_of(project: &Project) -> Result<(Driver, &AssistantSettings), EngineError> {
    let Some(settings) = &project.settings.assistant else {
        return Err(EngineError::Refused {
            reason: "dazzle.toml does not say whom to ask".to_owned(),
            hint: "write `[assistant]` with `driver = \"anthropic\"`, `\"openai\"` or `\"command\"` there, or fill \
                   the seam in by hand"
                .to_owned(),
        });
    };
    let protocol = match settings.driver.as_str() {
        "anthropic" => Protocol::Anthropic,
        "openai" => Protocol::OpenAi,
        _ => {
            return Ok((
                Driver::Command {
                    command: settings.command.clone(),
                    folder: project.root.clone(),
                    timeout: settings.timeout,
                },
                settings,
            ));
        }
    };
    let variable = settings
        .key_env
        .as_deref()
        .unwrap_or_else(|| protocol.default_key_variable());
    let key = project.environment.get(variable);
    // A server of one's own may want none; the public ones always do.
    if key.is_none() && (settings.base_url.is_none() || settings.key_env.is_some()) {
        return Err(EngineError::Refused {
            reason: format!(
                "the driver `{}` needs a key, and `{variable}` is not set",
                settings.driver
            ),
            hint: format!("set `{variable}` in the environment; keys are never written into files"),
        });
    }
    let driver = Driver::Server {
        protocol,
        base_url: settings
            .base_url
            .clone()
            .unwrap_or_else(|| protocol.default_base_url().to_owned()),
        model: settings.model.clone().unwrap_or_default(),
        key: key.map(|text| Key::new(text.to_owned())),
        timeout: settings.timeout,
    };
    Ok((driver, settings))
}
