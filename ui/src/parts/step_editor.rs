//! One step of a playbook: what it says or asks, and where it leads.

use crate::i18n::{Locale, use_i18n};
use crate::icons::{Icon, Shape};
use crate::parts::one_of::OneOf;
use crate::parts::playbook_flow::kind_word;
use crate::parts::rich_editor::RichEditor;
use crate::parts::step_fields::{FormFields, Options};
use crate::playbook_edit::{self, Kind};
use crate::state::PlaybooksState;
use crate::words;
use leptos::prelude::*;
use leptos_i18n::{t, t_string, td_string};
use protocol::RichText;
use protocol::crm::EntryKind;
use protocol::playbook::{Act, LiveChat, StepId};
use protocol::visitor::VisitorStatus;

#[component]
pub fn StepEditor() -> impl IntoView {
    let i18n = use_i18n();
    let playbooks = expect_context::<PlaybooksState>();
    // Drawn anew when another step is before it, not at each change of this one.
    let step = move || {
        playbooks.drawn.track();
        let at = playbooks.chosen.get_untracked();
        playbooks.editing.with_untracked(|one| one.as_ref()?.content.steps.get(at).cloned())
    };
    move || match step() {
        Some(step) => {
            let kind = Kind::of(&step.act);
            let at = playbooks.chosen.get_untracked();
            view! {
                <section class="editor scroll" aria-label=move || kind_word(i18n.get_locale(), kind)>
                    <div class="column-head">
                        {move || kind_word(i18n.get_locale(), kind)}
                        <span class="grow"></span>
                        <button
                            class="icon-button"
                            type="button"
                            data-testid="step-copy"
                            title=move || t_string!(i18n, playbook.duplicate)
                            aria-label=move || t_string!(i18n, playbook.duplicate)
                            on:click=move |_| playbooks.rearrange(|steps| playbook_edit::duplicate(steps, at))
                        >
                            <Icon shape=Shape::Copy />
                        </button>
                        <button
                            class="icon-button"
                            type="button"
                            data-testid="step-delete"
                            title=move || t_string!(i18n, playbook.delete_step)
                            aria-label=move || t_string!(i18n, playbook.delete_step)
                            on:click=move |_| playbooks.rearrange(|steps| {
                                playbook_edit::remove(steps, at);
                                at.min(steps.len().saturating_sub(1))
                            })
                        >
                            <Icon shape=Shape::Trash2 />
                        </button>
                    </div>
                    <Fields act=step.act at />
                </section>
            }
            .into_any()
        }
        None => view! {
            <section class="editor"><p class="muted">{t!(i18n, playbook.no_step)}</p></section>
        }
        .into_any(),
    }
}

#[component]
fn Fields(act: Act, at: usize) -> impl IntoView {
    let i18n = use_i18n();
    let playbooks = expect_context::<PlaybooksState>();
    let label = move |words: fn(Locale) -> &'static str| Signal::derive(move || words(i18n.get_locale()).to_owned());
    match act {
        Act::Message { text, .. } => {
            let change = move |text: RichText| playbooks.change_step(at, move |act| if let Act::Message { text: now, .. } = act { *now = text });
            view! {
                <Block label=label(|l| td_string!(l, playbook.says))>
                    <RichEditor label=label(|l| td_string!(l, playbook.says)) text change=Callback::new(change) name="step-text" />
                </Block>
                <Exit at exit=0 label=label(|l| td_string!(l, playbook.next)) />
            }
            .into_any()
        }
        Act::Choice { text, .. } => view! {
            <Block label=label(|l| td_string!(l, playbook.asks))>
                <Line value=text name="step-question" label=label(|l| td_string!(l, playbook.asks)) change=Callback::new(move |text| {
                    playbooks.change_step(at, move |act| if let Act::Choice { text: now, .. } = act { *now = text });
                }) />
            </Block>
            <Options at />
        }
        .into_any(),
        Act::Form { title, .. } => view! {
            <Block label=label(|l| td_string!(l, playbook.form_title))>
                <Line value=title name="step-title" label=label(|l| td_string!(l, playbook.form_title)) change=Callback::new(move |text| {
                    playbooks.change_step(at, move |act| if let Act::Form { title, .. } = act { *title = text });
                }) />
            </Block>
            <FormFields at />
            <Exit at exit=0 label=label(|l| td_string!(l, playbook.next)) />
        }
        .into_any(),
        Act::Notify { set_status, .. } => view! {
            <Block label=label(|l| td_string!(l, playbook.sets_status))>
                <OneOf
                    name="step-status"
                    label=label(|l| td_string!(l, playbook.sets_status))
                    all=VisitorStatus::ALL
                    word=words::status
                    chosen=set_status
                    change=Callback::new(move |status| {
                        playbooks.change_step(at, move |act| if let Act::Notify { set_status, .. } = act { *set_status = status });
                    })
                />
                <p class="editor__help">{t!(i18n, playbook.notify_help)}</p>
            </Block>
            <Exit at exit=0 label=label(|l| td_string!(l, playbook.next)) />
        }
        .into_any(),
        Act::Create { what, .. } => view! {
            <Block label=label(|l| td_string!(l, playbook.creates))>
                <OneOf
                    name="step-creates"
                    label=label(|l| td_string!(l, playbook.creates))
                    all=EntryKind::ALL
                    word=words::entry
                    chosen=what
                    change=Callback::new(move |wanted| {
                        playbooks.change_step(at, move |act| if let Act::Create { what, .. } = act { *what = wanted });
                    })
                />
                <p class="editor__help">{t!(i18n, playbook.creates_help)}</p>
            </Block>
            <Exit at exit=0 label=label(|l| td_string!(l, playbook.next)) />
        }
        .into_any(),
        Act::LiveChat(live) => view! { <LiveChatFields live at /> }.into_any(),
    }
}

#[component]
fn LiveChatFields(live: LiveChat, at: usize) -> impl IntoView {
    let i18n = use_i18n();
    let playbooks = expect_context::<PlaybooksState>();
    let LiveChat { online, wait_s, offline, .. } = live;
    let label = move |words: fn(Locale) -> &'static str| Signal::derive(move || words(i18n.get_locale()).to_owned());
    let in_minutes = RwSignal::new(wait_s.is_multiple_of(60));
    let unit = move || if in_minutes.get() { 60 } else { 1 };
    let count = RwSignal::new(if wait_s.is_multiple_of(60) { wait_s / 60 } else { wait_s });
    let set = move || {
        let seconds = count.get_untracked().saturating_mul(untrack(unit));
        with_live(playbooks, at, move |live| live.wait_s = seconds);
    };
    view! {
        <Block label=label(|l| td_string!(l, playbook.online_message))>
            <RichEditor
                label=label(|l| td_string!(l, playbook.online_message))
                text=online
                change=Callback::new(move |text| with_live(playbooks, at, move |live| live.online = text))
                name="step-online"
            />
            <p class="editor__help">{t!(i18n, playbook.online_help)}</p>
        </Block>
        <Block label=label(|l| td_string!(l, playbook.wait))>
            <div class="editor__pair">
                <span class="field editor__number">
                    <input
                        data-testid="step-wait"
                        type="number"
                        min="1"
                        inputmode="numeric"
                        aria-label=label(|l| td_string!(l, playbook.wait))
                        prop:value=move || count.get().to_string()
                        on:input=move |event| {
                            count.set(event_target_value(&event).parse().unwrap_or(0));
                            set();
                        }
                    />
                </span>
                <select
                    class="select"
                    data-testid="step-wait-unit"
                    aria-label=move || t_string!(i18n, playbook.unit)
                    on:change=move |event| {
                        in_minutes.set(event_target_value(&event) == "min");
                        set();
                    }
                >
                    <option value="min" selected=in_minutes.get_untracked()>{t!(i18n, playbook.minutes)}</option>
                    <option value="s" selected=!in_minutes.get_untracked()>{t!(i18n, playbook.seconds)}</option>
                </select>
            </div>
            <p class="editor__help">{t!(i18n, playbook.wait_help)}</p>
        </Block>
        <Block label=label(|l| td_string!(l, playbook.offline_message))>
            <RichEditor
                label=label(|l| td_string!(l, playbook.offline_message))
                text=offline
                change=Callback::new(move |text| with_live(playbooks, at, move |live| live.offline = text))
                name="step-offline"
            />
            <p class="editor__help">{t!(i18n, playbook.offline_help)}</p>
        </Block>
        <Exit at exit=0 label=label(|l| td_string!(l, playbook.on_assigned)) />
        <Exit at exit=1 label=label(|l| td_string!(l, playbook.on_timeout)) />
        <Exit at exit=2 label=label(|l| td_string!(l, playbook.on_offline)) />
    }
}

fn with_live(playbooks: PlaybooksState, at: usize, change: impl FnOnce(&mut LiveChat)) {
    playbooks.change_step(at, |act| {
        if let Act::LiveChat(live) = act {
            change(live);
        }
    });
}

#[component]
pub fn Block(#[prop(into)] label: Signal<String>, children: Children) -> impl IntoView {
    view! {
        <div class="editor__block">
            <span class="label" aria-hidden="true">{label}</span>
            {children()}
        </div>
    }
}

#[component]
pub fn Line(
    value: String,
    name: &'static str,
    #[prop(into)] label: Signal<String>,
    change: Callback<String>,
) -> impl IntoView {
    view! {
        <span class="field grow">
            <input
                data-testid=name
                dir="auto"
                maxlength="256"
                aria-label=label
                prop:value=value
                on:input=move |event| change.run(event_target_value(&event))
            />
        </span>
    }
}

/// Where one of its exits leads: to another step, or to the end.
#[component]
pub fn Exit(at: usize, exit: usize, #[prop(into)] label: Signal<String>) -> impl IntoView {
    let playbooks = expect_context::<PlaybooksState>();
    let now = playbooks.editing.with_untracked(|one| {
        let step = one.as_ref()?.content.steps.get(at)?;
        step.act.exits().get(exit).copied().flatten().cloned()
    });
    let set = Callback::new(move |next: Option<StepId>| {
        playbooks.change_step(at, move |act| {
            if let Some(exit) = act.exits_mut().get_mut(exit) {
                **exit = next;
            }
        });
    });
    view! {
        <div class="editor__exit">
            <span class="label">{label}</span>
            <Targets at now label set name="step-exit" />
        </div>
    }
}

/// The steps to choose one from.
#[component]
pub fn Targets(
    at: usize,
    now: Option<StepId>,
    #[prop(into)] label: Signal<String>,
    set: Callback<Option<StepId>>,
    name: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let playbooks = expect_context::<PlaybooksState>();
    let steps =
        playbooks.editing.with_untracked(|one| one.as_ref().map(|one| one.content.steps.clone()).unwrap_or_default());
    let option = move |(place, step): (usize, protocol::playbook::Step)| {
        let chosen = now.as_ref() == Some(&step.id);
        let kind = Kind::of(&step.act);
        let words = move || format!("{}. {}", place + 1, kind_word(i18n.get_locale(), kind));
        view! { <option value=step.id selected=chosen>{words}</option> }
    };
    let others = steps.into_iter().enumerate().filter(|(place, _)| *place != at);
    let others = others.map(option).collect_view();
    view! {
        <select
            class="select"
            data-testid=name
            aria-label=label
            on:change=move |event| set.run(Some(event_target_value(&event)).filter(|id| !id.is_empty()))
        >
            <option value="">{t!(i18n, playbook.the_end)}</option>
            {others}
        </select>
    }
}
